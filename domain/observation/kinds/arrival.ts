import * as z from 'zod'
import { defineKind } from '#domain/observation/kind.ts'

const adcode = z.string().regex(/^[1-9]\d{5}$/, 'six digits of GB/T 2260')
const moment = z.iso.datetime({ offset: true })
const reference = z.string().regex(/^[0-9a-f]{64}$/, 'HMAC-SHA-256 in hexadecimal')
const community = z
  .string()
  .max(120)
  .refine((text) => !/\d{17}[\dXx]|1\d{10}/.test(text), 'looks like an identity or telephone number; those never belong here')
const dayMs = 86_400_000
const endsFirst = { path: ['to'], message: 'ends before it begins' }

/** What a checkpoint must keep to itself: raw identities never come to the platform. */
const neverHere = z.never({ error: 'raw identities never come here: send personRef and sealed' }).optional()

/**
 * Somebody enters the county and says where they have been. The checkpoint turns the identity into a keyed reference before
 * it sends anything; the sealed identity can be opened only with the county's private key.
 */
export const arrival = defineKind({
  name: 'arrival',
  title: { zh: '入县登记', en: 'arrival at a checkpoint' },
  sensitive: true,
  body: z
    .object({
      arrivalId: z.string().regex(/^[A-Za-z0-9-]{4,40}$/, 'letters, digits and hyphens'),
      checkpoint: z.string().min(1).max(60),
      personRef: reference,
      /** Ciphertext of the identity for the county's public key. */
      sealed: z.base64().max(2_048).optional(),
      origin: z.object({ adcode: adcode.optional(), community: community.optional() }),
      stays: z.array(z.object({ adcode: adcode.optional(), community: community.optional(), from: moment, to: moment })).max(40),
      transport: z.enum(['train', 'coach', 'car', 'plane', 'ship', 'foot', 'other']),
      test: z.object({ at: moment, result: z.enum(['negative', 'positive', 'pending']) }).optional(),
      companions: z.array(reference).max(10).default([]),
      /** Keyed hashes of what else says who it is (telephone and birth date, both names and birth date), made at the checkpoint. */
      linkKeys: z.array(reference).max(4).default([]),
      /** Cells of the county's grid in which the person was, as keyed hashes, from the county's own counters and with consent. */
      presence: z
        .array(
          z.object({ cell: reference, from: moment, to: moment }).refine(({ from, to }) => Date.parse(from) <= Date.parse(to), endsFirst),
        )
        .max(40)
        .default([]),
      consent: z.object({ purpose: z.string().min(4).max(200), at: moment }),
      name: neverHere,
      phone: neverHere,
      idNo: neverHere,
      identityNo: neverHere,
    })
    .superRefine(({ stays, consent }, context) => {
      const signedMs = Date.parse(consent.at)
      stays.forEach(({ from, to }, at) => {
        const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: ['stays', at, field], message })
        if (Date.parse(from) > Date.parse(to)) refuse('to', 'ends before it begins')
        if (Date.parse(from) > signedMs) refuse('from', 'lies in the future of consent.at')
        if (Date.parse(to) > signedMs + dayMs) refuse('to', 'lies in the future of consent.at')
      })
    }),
  units: {},
  example: {
    arrivalId: 'A-20261123-0001',
    checkpoint: 'north-gate',
    personRef: '3f0c7a1d5e9b2846a0c1e2f3d4b5a69788796a5b4c3d2e1f0a1b2c3d4e5f6071',
    origin: { adcode: '420502', community: '示范街道柳岫小区' },
    stays: [
      { adcode: '420502', community: '示范街道柳岫小区', from: '2026-11-08T00:00:00+08:00', to: '2026-11-20T09:00:00+08:00' },
      { adcode: '420583', from: '2026-11-20T12:00:00+08:00', to: '2026-11-23T13:00:00+08:00' },
    ],
    transport: 'coach',
    test: { at: '2026-11-22T18:00:00+08:00', result: 'negative' },
    consent: { purpose: 'epidemic screening', at: '2026-11-23T14:28:00+08:00' },
  },
})
