import { getUiOptions, type FieldTemplateProps } from '@rjsf/utils'

/** Widgets that are a group of controls: their label names the group. */
const GROUPS = new Set(['choices', 'yesNo'])

/** One field: its label, the control, what is wrong with it. */
export function FieldTemplate(props: FieldTemplateProps) {
  const { id, label, required, displayLabel, children, description, rawErrors = [], hidden, uiSchema } = props
  if (hidden) return <div hidden>{children}</div>
  const isGroup = GROUPS.has(String(getUiOptions(uiSchema)['widget']))
  const mark = required ? <span aria-hidden="true"> *</span> : null
  return (
    <div className={rawErrors.length > 0 ? 'form-field form-field-wrong' : 'form-field'}>
      {displayLabel &&
        (isGroup ? (
          <span className="form-label" id={`${id}__label`}>
            {label}
            {mark}
          </span>
        ) : (
          <label className="form-label" htmlFor={id}>
            {label}
            {mark}
          </label>
        ))}
      {description}
      {children}
      {rawErrors.length > 0 && (
        <div className="form-error" role="alert" id={`${id}__error`}>
          {rawErrors.join('；')}
        </div>
      )}
    </div>
  )
}
