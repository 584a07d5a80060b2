import { Button, Table } from 'antd'
import type { LimitContent } from '@/api/types'
import { useVocabulary } from '@/api/vocabulary'
import { useNames } from '@/ui/names'
import { useLanguage, useNamed, useWords } from '@/words'
import { limits, limitUnits, trusts } from '@/words/limits'
import { rulesOf, type Layer, type Rule } from './rules'
import { useConditionWords } from './useConditionWords'

interface Source {
  title: string
  trust: string
}

interface RuleTableProps {
  content: LimitContent
  /** Opens a rule by its place; undefined: nobody may change it. */
  onEdit?: (place: number) => void
}

/** The rules of a version line by line, with the source and trust of each number. */
export function RuleTable({ content, onEdit }: RuleTableProps) {
  const words = useWords(limits)
  const named = useNamed()
  const { language } = useLanguage()
  const unitName = useNames(limitUnits)
  const trustName = useNames(trusts)
  const categories = useVocabulary('categories')
  const conditions = useConditionWords()
  const sources = (content['sources'] ?? {}) as Record<string, Source>
  const lines = rulesOf(content).flatMap((rule, place) => rule.limits.map((line, number) => ({ rule, place, line, number })))
  const amount = (layer: Layer | undefined) => {
    if (layer === undefined) return null
    const source = sources[layer.source]
    return (
      <span title={source?.title}>
        <span className="figures">{layer.amount}</span> {unitName(layer.unit)}{' '}
        <span className={source?.trust === 'official' ? 'mark mark-calm' : source?.trust === 'setting' ? 'mark' : 'mark mark-near'}>
          {source === undefined ? layer.source : trustName(source.trust)}
        </span>
        {layer.note !== undefined && <div className="quiet">{layer.note}</div>}
      </span>
    )
  }
  const name = (rule: Rule) => named({ name_zh: rule.names.zh, name_en: rule.names.en })
  return (
    <section className="panel panel-table">
      <h2>{words.rules}</h2>
      <Table<(typeof lines)[number]>
        size="small"
        rowKey={({ place, number }) => `${place}-${number}`}
        pagination={false}
        dataSource={lines}
        columns={[
          {
            key: 'rule',
            title: words.rule,
            render: (_, { rule }) => (
              <>
                {name(rule)} <code>{rule.key}</code>
                <div className="quiet">{[rule.categories ?? []].flat().map(categories.name).join(language === 'zh' ? '、' : ', ')}</div>
              </>
            ),
          },
          { key: 'when', title: words.when, render: (_, { line }) => conditions(line.when) || words.always },
          { key: 'promise', title: words.promise, render: (_, { line }) => amount(line.promise) },
          { key: 'target', title: words.target, render: (_, { line }) => amount(line.target) },
          ...(onEdit === undefined
            ? []
            : [
                {
                  key: 'edit',
                  title: '',
                  render: (_: unknown, { rule, place, number }: (typeof lines)[number]) =>
                    number === 0 && (
                      <Button size="small" onClick={() => onEdit(place)} aria-label={`${words.edit} ${name(rule)}`}>
                        {words.edit}
                      </Button>
                    ),
                },
              ]),
        ]}
      />
      <h2>{words.sources}</h2>
      <Table<[string, Source]>
        size="small"
        rowKey={([key]) => key}
        pagination={false}
        dataSource={Object.entries(sources)}
        columns={[
          { key: 'key', title: words.source, render: (_, [key]) => <code>{key}</code> },
          { key: 'title', title: '', render: (_, [, source]) => source.title },
          { key: 'trust', title: words.trust, render: (_, [, source]) => trustName(source.trust) },
        ]}
      />
    </section>
  )
}
