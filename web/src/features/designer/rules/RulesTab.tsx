import { Button, Segmented } from 'antd'
import { Plus } from 'lucide-react'
import { useMemo, useState, useSyncExternalStore } from 'react'
import { Line, Lines } from '@/ui/Line'
import { useWords } from '@/words'
import { deciding } from '@/words/deciding'
import { FileText } from '../components/FilesTab'
import { rulesOf } from '../components/parts'
import type { PartProps } from '../components/partProps'
import { newTable, readTables } from './dmnTable'
import { RequirementGraph } from './RequirementGraph'
import { TableEditor } from './TableEditor'

/** The decision tables of a draft; decisions that are no tables are kept, and changed in their file. */
export function RulesTab({ file, onFile, workspace, findings }: PartProps) {
  const words = useWords(deciding)
  useSyncExternalStore(workspace.subscribe, () => workspace.version)
  const [view, setView] = useState<'table' | 'xml'>('table')
  const paths = rulesOf(workspace.files)
  const path = file !== undefined && paths.includes(file) ? file : paths[0]
  const xml = path === undefined ? '' : (workspace.files[path] ?? '')
  const model = useMemo(() => readTables(xml), [xml])
  const add = () => {
    let number = 1
    while (workspace.files[`rules/decision-${number}.dmn`] !== undefined) number += 1
    workspace.write(`rules/decision-${number}.dmn`, newTable(`decision-${number}`))
    onFile(`rules/decision-${number}.dmn`)
  }
  return (
    <div className="part">
      <nav className="part-side">
        <div className="part-tools">
          <Button icon={<Plus size={14} />} onClick={add}>
            {words.newTable}
          </Button>
        </div>
        <Lines label={words.models} selected={path}>
          {paths.map((one) => (
            <Line
              key={one}
              head={<code>{one}</code>}
              foot={null}
              isSelected={one === path}
              onSelect={() => onFile(one)}
            />
          ))}
        </Lines>
      </nav>
      <div className="part-main">
        {path === undefined ? (
          <div className="empty">{words.none}</div>
        ) : (
          <>
            <div className="part-tools">
              <Segmented
                aria-label={words.view}
                value={view}
                options={[
                  { value: 'table', label: words.tables },
                  { value: 'xml', label: 'XML' },
                ]}
                onChange={setView}
              />
            </div>
            {view === 'xml' ? (
              <FileText
                key={path}
                path={path}
                text={xml}
                isFixed={false}
                onChange={(text) => workspace.write(path, text)}
                findings={findings.filter((one) => one.file?.endsWith(path))}
              />
            ) : model === undefined ? (
              <div className="empty">{words.noXml}</div>
            ) : (
              <div className="part-page">
                <RequirementGraph xml={xml} />
                {model.tables.map((table) => (
                  <TableEditor
                    key={table.id}
                    table={table}
                    xml={xml}
                    onChange={(text) => workspace.write(path, text)}
                  />
                ))}
                {model.others.length > 0 && (
                  <section className="panel">
                    <h2>{words.others}</h2>
                    <p className="quiet">{words.othersHint}</p>
                    <ul className="findings">
                      {model.others.map(({ id, name }) => (
                        <li key={id}>
                          {name} <code className="quiet">{id}</code>
                        </li>
                      ))}
                    </ul>
                  </section>
                )}
              </div>
            )}
          </>
        )}
      </div>
    </div>
  )
}
