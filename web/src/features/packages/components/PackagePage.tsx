import { Select } from 'antd'
import { useState } from 'react'
import type { Package, Version } from '@/api/types'
import { useVocabulary } from '@/api/vocabulary'
import { Moment } from '@/clock/Moment'
import { DiagramView } from '@/diagram/DiagramView'
import { Facts } from '@/ui/Facts'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { useLanguage, useNamed, useWords } from '@/words'
import { diagrams } from '@/words/diagrams'
import { packages } from '@/words/packages'
import { usePackage, usePackageDiagram } from '../api/usePackages'
import './packages.css'

/** One package: its diagram, its versions, what belongs to it. */
export function PackagePage({ packageKey }: { packageKey: string }) {
  const query = usePackage(packageKey)
  return <Loaded query={query}>{(found) => <Whole found={found} />}</Loaded>
}

function Whole({ found }: { found: Package }) {
  const words = useWords(packages)
  const diagramWords = useWords(diagrams)
  const named = useNamed()
  const { language } = useLanguage()
  const [chosen, setChosen] = useState(found.current.version)
  const version = found.versions.find((one) => one.version === chosen) ?? found.current
  return (
    <Page
      title={named(found.current)}
      actions={
        <Select
          aria-label={words.versions}
          value={version.version}
          onChange={setChosen}
          options={found.versions.map((one) => ({
            value: one.version,
            label: diagramWords.version(one.version) + (one.active ? ` · ${words.active}` : ''),
          }))}
        />
      }
    >
      <p className="quiet">{language === 'zh' ? found.description_zh : found.description_en}</p>
      <section className="panel package-diagram">
        <Drawing packageKey={found.key} version={version.version} label={named(version)} />
      </section>
      <VersionFacts found={found} version={version} />
    </Page>
  )
}

function Drawing({ packageKey, version, label }: { packageKey: string; version: number; label: string }) {
  const query = usePackageDiagram(packageKey, version)
  return <Loaded query={query}>{(drawn) => <DiagramView xml={drawn.xml} label={label} />}</Loaded>
}

function VersionFacts({ found, version }: { found: Package; version: Version }) {
  const words = useWords(packages)
  const categories = useVocabulary('categories')
  return (
    <section className="panel">
      <Facts
        of={[
          [words.key, version.package],
          [words.category, categories.name(version.category)],
          [words.deployedAt, <Moment key="at" at={version.deployed_at} exact />],
          [words.deployedBy, version.deployed_by_name],
          [words.compiler, version.compiler],
          [words.hash, version.source_hash],
          [words.calls, found.calls.join(', ')],
          [words.forms, found.forms.join(', ')],
          [words.files, found.files.join(', ')],
        ]}
      />
    </section>
  )
}
