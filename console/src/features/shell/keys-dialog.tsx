import { useLanguage } from '../../shared/language.tsx'
import { Modal } from '../../shared/modal.tsx'

/** Every key of the desk. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage()
  const keys = [
    ['j / k', t.keyNext],
    ['a', t.keyAcknowledge],
    ['c', t.keyConfirm],
    ['d', t.keyDispatch],
    ['f', t.keyFalse],
    ['v', t.keyVerify],
    ['n', t.keyNote],
    ['?', t.keyHelp],
  ] as const
  return (
    <Modal title={t.keysTitle} onClose={onClose}>
      <dl className="keys">
        {keys.map(([key, meaning]) => (
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
