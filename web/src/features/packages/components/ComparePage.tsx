import { Select } from 'antd'
import type { Package } from '@/api/types'
import { Comparison } from '@/diagram/Comparison'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { useNamed, useWords } from '@/words'
import { diagrams } from '@/words/diagrams'
import { packages } from '@/words/packages'
import { useComparison, usePackage, usePackageDiagram } from '../api/usePackages'

interface ComparePageProps {
  packageKey: string
  from: number | undefined
  to: number | undefined
  onVersions: (from: number, to: number) => void
}

/** Two versions of a package: beside one another, and what differs in words. */
export function ComparePage({ packageKey, from, to, onVersions }: ComparePageProps) {
  const query = usePackage(packageKey)
  return (
    <Loaded query={query}>
      {(found) => (
        <Versions
          found={found}
          from={from ?? found.versions[1]?.version ?? found.current.version}
          to={to ?? found.current.version}
          onVersions={onVersions}
        />
      )}
    </Loaded>
  )
}

interface VersionsProps {
  found: Package
  from: number
  to: number
  onVersions: (from: number, to: number) => void
}

function Versions({ found, from, to, onVersions }: VersionsProps) {
  const words = useWords(packages)
  const diagramWords = useWords(diagrams)
  const named = useNamed()
  const options = found.versions.map(({ version }) => ({ value: version, label: diagramWords.version(version) }))
  return (
    <Page
      title={`${words.compareTitle} · ${named(found.current)}`}
      actions={
        <>
          <Select
            aria-label={diagramWords.before}
            value={from}
            options={options}
            onChange={(chosen: number) => onVersions(chosen, to)}
          />
          <Select
            aria-label={diagramWords.after}
            value={to}
            options={options}
            onChange={(chosen: number) => onVersions(from, chosen)}
          />
        </>
      }
    >
      <Drawn key={`${from} ${to}`} packageKey={found.key} from={from} to={to} />
    </Page>
  )
}

function Drawn({ packageKey, from, to }: { packageKey: string; from: number; to: number }) {
  const diagramWords = useWords(diagrams)
  const comparison = useComparison(packageKey, from, to)
  const [before, after] = [usePackageDiagram(packageKey, from), usePackageDiagram(packageKey, to)]
  return (
    <Loaded query={before}>
      {(old) => (
        <Loaded query={after}>
          {(now) => (
            <Loaded query={comparison}>
              {({ items }) => (
                <Comparison
                  differences={items}
                  before={{ xml: old.xml, label: diagramWords.version(from) }}
                  after={{ xml: now.xml, label: diagramWords.version(to) }}
                />
              )}
            </Loaded>
          )}
        </Loaded>
      )}
    </Loaded>
  )
}
