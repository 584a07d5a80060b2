import { Button, Dropdown, Input, Modal, Select } from 'antd'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore, type KeyboardEvent } from 'react'
import { useWords } from '@/words'
import { common } from '@/words/common'
import { workbench } from '@/words/workbench'
import { modelerTools } from '@/words/modeler'
import type { Editor } from '../modeler/Editor'
import type { Drawn } from '../modeler/types'
import { connectTo, elementOf, following, reachable } from './changes'
import { ChoiceDialogue } from './ChoiceDialogue'
import { boundaries, eventSubProcesses, otherKinds, type Choice } from './kinds'
import { structureOf, type Line } from './tree'
import './structure.css'

interface StructureListProps {
  editor: Editor
  /** How many findings an element has. */
  countOf: (id: string) => number
}

/** What can be asked of the list about an element, with the word of each and its key. */
const ASKED = { after: 'addAfter', boundary: 'addBoundary', event: 'addEventSubProcess', kind: 'changeKind' } as const
type Ask = keyof typeof ASKED
const KEYS: Record<Ask, string> = { after: 'A', boundary: 'B', event: 'E', kind: 'T' }

function choicesFor(editor: Editor, what: Ask, element: Drawn | undefined): readonly Choice[] {
  if (what === 'event') return eventSubProcesses(editor, element)
  if (element === undefined) return []
  if (what === 'after') return following(editor, element)
  return what === 'boundary' ? boundaries(editor, element) : otherKinds(editor, element)
}

/** The diagram as a list: for the keyboard and for who cannot see a drawing. */
export function StructureList({ editor, countOf }: StructureListProps) {
  const words = useWords(workbench)
  const shared = useWords(common)
  const tools: Record<string, string> = useWords(modelerTools)
  const revision = useSyncExternalStore(editor.subscribe, () => editor.revision)
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the diagram changes in place; its revision says when
  const lines = useMemo(() => structureOf(editor.definitions), [editor, revision])
  const selected = editor.selected?.id ?? lines[0]?.id
  const list = useRef<HTMLUListElement>(null)
  const [renaming, setRenaming] = useState<string>()
  const [asked, setAsked] = useState<{ title: string; choices: readonly Choice[] }>()
  const [connecting, setConnecting] = useState<string>()
  const go = (line: Line | undefined) => {
    if (line === undefined) return
    if (!editor.reveal(line.id)) editor.select(null)
    list.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(line.id)}"]`)?.focus()
  }
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  const ask = (what: Ask, element: Drawn | undefined) =>
    setAsked({ title: words[ASKED[what]], choices: choicesFor(editor, what, element) })
  const press = (event: KeyboardEvent, line: Line) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const at = lines.indexOf(line)
    const element = elementOf(editor, line.id)
    const canWrite = element !== undefined
    const keys: Record<string, () => void> = {
      ArrowDown: () => go(lines[at + 1]),
      ArrowUp: () => go(lines[at - 1]),
      ArrowRight: () => go(lines[at + 1]?.level === line.level + 1 ? lines[at + 1] : undefined),
      ArrowLeft: () => go(lines.slice(0, at).findLast((one) => one.level === line.level - 1)),
      Home: () => go(lines[0]),
      End: () => go(lines.at(-1)),
      Enter: () => go(line),
      F2: () => canWrite && setRenaming(line.id),
      Delete: () => {
        if (element !== undefined) editor.modeling.removeElements([element])
      },
      a: () => canWrite && line.target === null && ask('after', element),
      b: () => canWrite && line.target === null && ask('boundary', element),
      e: () => line.target === null && ask('event', element),
      t: () => canWrite && ask('kind', element),
      c: () => canWrite && line.target === null && setConnecting(line.id),
    }
    const action = keys[event.key]
    if (action === undefined) return
    event.preventDefault()
    event.stopPropagation()
    action()
  }
  return (
    <section className="structure" aria-label={words.structure}>
      <header className="structure-head">
        <h2>{words.structure}</h2>
        <Dropdown
          trigger={['click']}
          menu={{
            items: (Object.keys(ASKED) as Ask[]).map((what) => ({
              key: what,
              label: `${words[ASKED[what]]} ${KEYS[what]}`,
            })),
            onClick: ({ key }) => ask(key as Ask, elementOf(editor, selected)),
          }}
        >
          <Button size="small">{words.change}</Button>
        </Dropdown>
      </header>
      <p className="quiet structure-hint" id="structure-hint">
        {words.structureHint}
      </p>
      <ul ref={list} role="tree" aria-label={words.structure} aria-describedby="structure-hint">
        {lines.map((line) => {
          const count = countOf(line.id)
          const kind = line.kind === 'process' ? '' : (tools[line.kind] ?? line.kind)
          const title = line.target === null ? line.name || words.noName : words.flowTo(line.target)
          return (
            <li
              key={line.id}
              data-id={line.id}
              role="treeitem"
              aria-level={line.level}
              aria-selected={line.id === selected}
              aria-expanded={line.isScope ? true : undefined}
              tabIndex={line.id === selected ? 0 : -1}
              style={{ paddingInlineStart: `${(line.level - 1) * 14 + 8}px` }}
              onClick={() => go(line)}
              onDoubleClick={() => setRenaming(line.id)}
              onKeyDown={(event) => press(event, line)}
            >
              {renaming === line.id ? (
                <Input
                  size="small"
                  autoFocus
                  aria-label={words.rename}
                  defaultValue={line.name}
                  onPressEnter={(event) => event.currentTarget.blur()}
                  onKeyDown={(event) => {
                    if (event.key === 'Escape') setRenaming(undefined)
                  }}
                  onBlur={(event) => {
                    const element = elementOf(editor, line.id)
                    if (element !== undefined && event.target.value !== line.name) {
                      editor.modeling.updateLabel(element, event.target.value)
                    }
                    setRenaming(undefined)
                  }}
                />
              ) : (
                <>
                  <span className={line.target === null ? 'structure-name' : 'structure-name quiet'}>
                    {title}
                    {line.target !== null && line.name !== '' && ` (${line.name})`}
                  </span>
                  {line.target === null && <span className="structure-kind">{kind}</span>}
                  {count > 0 && (
                    <span className="structure-count" aria-label={words.withFindings(count)}>
                      {count}
                    </span>
                  )}
                </>
              )}
            </li>
          )
        })}
      </ul>
      {asked !== undefined && <ChoiceDialogue {...asked} onClose={() => setAsked(undefined)} />}
      <Modal
        open={connecting !== undefined}
        title={words.connectTo}
        footer={null}
        onCancel={() => setConnecting(undefined)}
        destroyOnHidden
      >
        <Select
          aria-label={words.chooseTarget}
          placeholder={words.chooseTarget}
          notFoundContent={shared.none}
          showSearch={{ optionFilterProp: 'label' }}
          autoFocus
          style={{ width: '100%' }}
          options={reachable(editor, connecting).map((one) => ({ value: one.id, label: one.name }))}
          onChange={(target: string) => {
            connectTo(editor, connecting, target)
            setConnecting(undefined)
          }}
        />
      </Modal>
    </section>
  )
}
