import type * as z from 'zod'
import type { Text } from '#domain/text.ts'

/**
 * What one sort of device says: the name that stands in the topic, the schema of its fields, their units and an example.
 * The documentation page and `/asyncapi.json` are generated from these objects.
 */
export type Kind<Name extends string = string, Body = unknown> = {
  name: Name
  title: Text
  /** The fields beside the envelope (`v`, `id`, `ts`, `lat`, `lon`). Unknown fields are ignored by rules and kept in the archive. */
  body: z.ZodType<Body>
  /** Unit of each numeric field, by its path. */
  units: Record<string, string>
  /** It can carry personal data: of a message that is refused, and in the archive, all is kept but the content. */
  sensitive?: true
  /** Devices that say it look at ground, and may be registered with what they see. */
  sight?: true
  /** A body that the schema accepts. */
  example: Record<string, unknown>
}

/** Declares a kind; the type of its body follows from the schema. */
export function defineKind<const Name extends string, Body>(kind: Kind<Name, Body>): Kind<Name, Body> {
  return kind
}

/** The body type of a kind. */
export type BodyOf<K> = K extends Kind<string, infer Body> ? Body : never

/** Message kinds share one name space with topic levels: lower case, digits and hyphens. */
export const kindNamePattern = /^[a-z][a-z0-9-]{0,31}$/
