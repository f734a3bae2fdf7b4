import { type ScreeningWords, screeningWords } from '../../locales/screening.ts'
import { useWords } from '../../shared/language.tsx'

export type Colour = keyof ScreeningWords['colours']

/** Each verdict has a shape of its own beside its word, so that colour is never the only sign. */
const shapes: Record<Colour, string> = {
  red: 'M6 1H14L19 6V14L14 19H6L1 14V6Z',
  amber: 'M10 1 19 18H1Z',
  green: 'M10 2a8 8 0 1 1 0 16 8 8 0 1 1 0-16Z',
}

export function VerdictMark({ colour }: { colour: Colour }) {
  const words = useWords(screeningWords)
  return (
    <span className={`verdict ${colour}`}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d={shapes[colour]} />
      </svg>
      {words.colours[colour]}
    </span>
  )
}
