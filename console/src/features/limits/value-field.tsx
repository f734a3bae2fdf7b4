import { limitsWords } from '../../locales/limits.ts'
import { useWords } from '../../shared/language.tsx'
import { formatted, type JsonValue } from './json-value.ts'
import { isJson, type Parameter } from './parameter.ts'

const [shortestRows, longestRows] = [4, 16]

type Props = { parameter: Parameter; text: string; read: JsonValue; onChange: (text: string) => void }

export function ValueField({ parameter, text, read, onChange }: Props) {
  const words = useWords(limitsWords)
  if (isJson(parameter)) return <JsonField parameter={parameter} text={text} read={read} onChange={onChange} />
  const options = parameter.takes === 'yes or no' ? ['true', 'false'] : parameter.choices
  const common = { value: text, onChange: (event: { target: { value: string } }) => onChange(event.target.value), autoFocus: true }
  return (
    <label>
      {words.newValue} {parameter.unit && `(${parameter.unit})`}
      {options ? (
        <select {...common}>
          {options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      ) : (
        <input {...common} type="number" step="any" min={parameter.least} max={parameter.most} />
      )}
    </label>
  )
}

function JsonField({ parameter, text, read, onChange }: Props) {
  const words = useWords(limitsWords)
  return (
    <>
      <label>
        {parameter.takes === 'list' ? words.jsonList : words.jsonNames}
        <textarea
          className="json"
          value={text}
          onChange={({ target }) => onChange(target.value)}
          rows={Math.min(longestRows, Math.max(shortestRows, text.split('\n').length))}
          spellCheck={false}
          aria-invalid={!read.ok}
          autoFocus
        />
      </label>
      {!read.ok && (
        <p role="alert" className="bad">
          {words.notJson(read.line, read.column)}
        </p>
      )}
      <div className="buttons">
        <button type="button" onClick={() => read.ok && onChange(formatted(read.value))} disabled={!read.ok}>
          {words.format}
        </button>
      </div>
    </>
  )
}
