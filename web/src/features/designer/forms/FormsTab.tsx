import { Button, Segmented } from 'antd'
import { Plus } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { Line, Lines } from '@/ui/Line'
import { useLanguage, useWords } from '@/words'
import { building } from '@/words/building'
import { FileText } from '../components/FilesTab'
import { formsOf } from '../components/parts'
import type { PartProps } from '../components/partProps'
import { FormBuilder } from './FormBuilder'
import { newForm, readForm, writeForm } from './formModel'

/** The forms of a draft: built by hand with a preview, or written as JSON. */
export function FormsTab({ file, onFile, workspace, findings }: PartProps) {
  const words = useWords(building)
  const { language } = useLanguage()
  useSyncExternalStore(workspace.subscribe, () => workspace.version)
  const [view, setView] = useState<'builder' | 'json'>('builder')
  const paths = formsOf(workspace.files)
  const wanted = file !== undefined && /^forms\/[^/]+\.json$/.test(file) ? file : paths[0]
  const isThere = wanted !== undefined && workspace.files[wanted] !== undefined
  const make = (path: string) => {
    const key = path.slice('forms/'.length, -'.json'.length)
    workspace.write(path, writeForm(newForm(key, key)))
    onFile(path)
  }
  const add = () => {
    let number = 1
    while (workspace.files[`forms/form-${number}.json`] !== undefined) number += 1
    make(`forms/form-${number}.json`)
  }
  const form = isThere ? readForm(workspace.files[wanted] ?? '') : undefined
  const named = (path: string): string => {
    const one = readForm(workspace.files[path] ?? '')
    const title = (language === 'en' ? one?.['x-en'] : undefined) ?? one?.['title']
    return typeof title === 'string' ? title : ''
  }
  return (
    <div className="part">
      <nav className="part-side">
        <div className="part-tools">
          <Button icon={<Plus size={14} />} onClick={add}>
            {words.newForm}
          </Button>
        </div>
        <Lines label={words.forms} selected={wanted}>
          {paths.map((path) => (
            <Line
              key={path}
              head={named(path) || path}
              foot={<code>{path}</code>}
              isSelected={path === wanted}
              onSelect={() => onFile(path)}
            />
          ))}
        </Lines>
      </nav>
      <div className="part-main">
        {wanted === undefined && <div className="empty">{words.noForms}</div>}
        {wanted !== undefined && !isThere && (
          <div className="empty">
            <p>{words.missingForm(wanted)}</p>
            <Button type="primary" onClick={() => make(wanted)}>
              {words.makeForm}
            </Button>
          </div>
        )}
        {isThere && (
          <>
            <div className="part-tools">
              <Segmented
                aria-label={words.view}
                value={view}
                options={[
                  { value: 'builder', label: words.builder },
                  { value: 'json', label: 'JSON' },
                ]}
                onChange={setView}
              />
            </div>
            {view === 'builder' && form === undefined && <div className="empty">{words.noJson}</div>}
            {view === 'builder' && form !== undefined && (
              <FormBuilder
                key={wanted}
                form={form}
                onChange={(changed) => workspace.write(wanted, writeForm(changed))}
              />
            )}
            {view === 'json' && (
              <FileText
                key={wanted}
                path={wanted}
                text={workspace.files[wanted] ?? ''}
                isFixed={false}
                onChange={(text) => workspace.write(wanted, text)}
                findings={findings.filter((one) => one.file?.endsWith(wanted))}
              />
            )}
          </>
        )}
      </div>
    </div>
  )
}
