import type { Dictionary } from './dictionary.ts'

const zh = {
  signIn: '登录',
  signInHint: '请登录以查看本县事件',
  denied: (roles: string) =>
    `您的岗位（${roles}）没有查看事件的权限 incidents.read，因此这里没有值班页面。谁担任什么岗位，由县的人员名册规定。`,
  roles: {
    viewer: '查看人员',
    'duty-officer': '值班员',
    dispatcher: '调度员',
    responder: '处置人员',
    'health-officer': '卫生健康人员',
    'scenario-admin': '规则管理员',
    'device-admin': '设备管理员',
    sysadmin: '系统管理员',
    secadmin: '安全管理员',
    auditor: '审计员',
  },
}
export type DoorWords = typeof zh

const en: DoorWords = {
  signIn: 'Sign in',
  signInHint: 'Sign in to see the incidents of this county',
  denied: (roles) =>
    `Your role (${roles}) lacks the permission incidents.read, to see incidents: there is no desk for it. The county's roster of people says who has which role.`,
  roles: {
    viewer: 'viewer',
    'duty-officer': 'duty officer',
    dispatcher: 'dispatcher',
    responder: 'responder',
    'health-officer': 'health officer',
    'scenario-admin': 'rules administrator',
    'device-admin': 'device administrator',
    sysadmin: 'system administrator',
    secadmin: 'security administrator',
    auditor: 'auditor',
  },
}

/** What somebody is told who is not in, or may not see what is inside. */
export const doorWords: Dictionary<DoorWords> = { zh, en }
