import type { ArrayFieldItemTemplateProps, ArrayFieldTemplateProps, ObjectFieldTemplateProps } from '@rjsf/utils'
import { Button } from 'antd'
import { Plus, Trash2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useWords } from '@/words'
import { forms } from '@/words/forms'

const FIELDS = '.form-entry:last-of-type :is(input, textarea, [role=combobox])'

/** A list of entries, such as the materials that were used: whoever adds one goes on in its first field. */
export function ArrayTemplate({ title, items, canAdd, onAddClick, required, disabled }: ArrayFieldTemplateProps) {
  const words = useWords(forms)
  const place = useRef<HTMLFieldSetElement>(null)
  const isAdding = useRef(false)
  const count = Array.isArray(items) ? items.length : 0
  useEffect(() => {
    if (!isAdding.current) return
    isAdding.current = false
    place.current?.querySelector<HTMLElement>(FIELDS)?.focus()
  }, [count])
  const add: typeof onAddClick = (event) => {
    isAdding.current = true
    onAddClick(event)
  }
  return (
    <fieldset ref={place} className="form-entries">
      <legend className="form-label">
        {title}
        {required && <span aria-hidden="true"> *</span>}
      </legend>
      {items}
      {canAdd && (
        <Button size="small" icon={<Plus size={14} />} onClick={add} disabled={disabled}>
          {words.addEntry}
        </Button>
      )}
    </fieldset>
  )
}

/** One entry of a list, with the button that removes it. */
export function ItemTemplate({ children, buttonsProps, disabled }: ArrayFieldItemTemplateProps) {
  const words = useWords(forms)
  return (
    <div className="form-entry">
      {children}
      {buttonsProps.hasRemove && (
        <Button
          type="text"
          icon={<Trash2 size={16} />}
          aria-label={words.removeEntry}
          title={words.removeEntry}
          onClick={buttonsProps.onRemoveItem}
          disabled={disabled}
        />
      )}
    </div>
  )
}

/** The fields of an object, below one another; of an entry, beside one another. */
export function ObjectTemplate({ properties }: ObjectFieldTemplateProps) {
  return <div className="form-object">{properties.map((property) => property.content)}</div>
}
