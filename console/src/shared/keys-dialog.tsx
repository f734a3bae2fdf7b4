import { useLanguage } from './language.tsx'
import { Modal } from './modal.tsx'

export type KeyMeaning = readonly [key: string, meaning: string]

/** Every key of a page, and this list's own. */
export function KeysDialog({ keys, onClose }: { keys: readonly KeyMeaning[]; onClose: () => void }) {
  const { t } = useLanguage()
  return (
    <Modal title={t.keysTitle} onClose={onClose}>
      <dl className="keys">
        {[...keys, ['?', t.keyHelp] as const].map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={onClose}>
        {t.close}
      </button>
    </Modal>
  )
}
