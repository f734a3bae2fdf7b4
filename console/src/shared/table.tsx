import type { ReactNode } from 'react'
import { useLanguage } from './language.tsx'

type Props = { title: string; heads: ReactNode[]; children: ReactNode[]; empty?: string }

/** A table under its title, or a word that there is nothing. */
export function Table({ title, heads, children, empty }: Props) {
  const { t } = useLanguage()
  return (
    <section>
      <h3>{title}</h3>
      {children.length === 0 ? (
        <p className="quiet">{empty ?? t.nothing}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen is scrolled, with the keyboard too
        <section className="table" tabIndex={0} aria-label={title}>
          <table>
            <thead>
              <tr>
                {heads.map((head, at) => (
                  <th key={typeof head === 'string' ? head : at} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>{children}</tbody>
          </table>
        </section>
      )}
    </section>
  )
}
