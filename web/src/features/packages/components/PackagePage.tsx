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
import { useActivations, usePackage, usePackageDiagram } from '../api/usePackages'
import { VersionTable, type VersionAction } from './VersionTable'
import './packages.css'

interface PackagePageProps {
  packageKey: string
  /** What other parts of the application do with a version. */
  more?: readonly VersionAction[]
}

/** One package: its diagram, its versions, what belongs to it. */
export function PackagePage({ packageKey, more = [] }: PackagePageProps) {
  const query = usePackage(packageKey)
  return <Loaded query={query}>{(found) => <Whole found={found} more={more} />}</Loaded>
}

function Whole({ found, more }: { found: Package; more: readonly VersionAction[] }) {
  const words = useWords(packages)
  const diagramWords = useWords(diagrams)
  const named = useNamed()
  const { language } = useLanguage()
  const [chosen, setChosen] = useState(found.current.version)
  const version = found.versions.find((one) => one.version === chosen) ?? found.current
  const isActive = found.versions.some((one) => one.active)
  return (
    <Page
      title={named(found.current)}
      actions={
        <>
          {!isActive && <span className="mark mark-late">{words.none_active}</span>}
          <Select
            aria-label={words.versions}
            value={version.version}
            onChange={setChosen}
            options={found.versions.map((one) => ({
              value: one.version,
              label: diagramWords.version(one.version) + (one.active ? ` · ${words.active}` : ''),
            }))}
          />
        </>
      }
    >
      <p className="quiet">{language === 'zh' ? found.description_zh : found.description_en}</p>
      <section className="panel package-diagram">
        <Drawing packageKey={found.key} version={version.version} label={named(version)} />
      </section>
      <h2 className="section-title">{words.allVersions}</h2>
      <VersionTable found={found} shown={version.version} onShow={setChosen} more={more} />
      <VersionFacts found={found} version={version} />
      <Record packageKey={found.key} />
    </Page>
  )
}

/** What was active when, and why. */
function Record({ packageKey }: { packageKey: string }) {
  const words = useWords(packages)
  const diagramWords = useWords(diagrams)
  const query = useActivations(packageKey)
  return (
    <section className="panel" aria-label={words.record}>
      <h2>{words.record}</h2>
      <Loaded query={query}>
        {({ items }) => (
          <ul className="package-record">
            {items.map((one) => (
              <li key={`${one.at} ${one.what} ${one.version}`}>
                <Moment at={one.at} exact /> <span>{words[`did-${one.what}`]}</span>{' '}
                {one.version !== null && <span>{diagramWords.version(one.version)}</span>}{' '}
                <span className="quiet">{one.actor_name}</span> {one.reason !== null && <q>{one.reason}</q>}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
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
