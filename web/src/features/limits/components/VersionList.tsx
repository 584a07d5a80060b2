import { Select, Table } from 'antd'
import type { ReactNode } from 'react'
import type { LimitProfile, LimitVersionLine, LimitVersionsWish } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { ListTable } from '@/ui/ListTable'
import { Loaded } from '@/ui/Loaded'
import { SearchField } from '@/ui/SearchField'
import { useNamed, useWords } from '@/words'
import { limits } from '@/words/limits'
import { useLimitProfiles, useLimitVersions } from '../api/useLimits'

interface VersionListProps {
  wish: LimitVersionsWish
  onChange: (wish: LimitVersionsWish) => void
  /** A link to a version, by its id or the key of the profile whose shipped one it is. */
  link: (version: string, text: string) => ReactNode
}

/** The operator profiles, and the versions of them that were made here. */
export function VersionList({ wish, onChange, link }: VersionListProps) {
  const words = useWords(limits)
  const named = useNamed()
  const profiles = useLimitProfiles()
  const query = useLimitVersions(wish)
  const stateName = (state: LimitVersionLine['state']) => words[state]
  return (
    <>
      <Loaded query={profiles}>
        {({ items }) => (
          <section className="panel panel-table">
            <Table<LimitProfile>
              size="small"
              rowKey="key"
              pagination={false}
              dataSource={items}
              columns={[
                {
                  key: 'profile',
                  title: words.profiles,
                  render: (_, profile) => (
                    <>
                      {named(profile)} {profile.of_this_installation && <span className="mark">{words.ofHere}</span>}
                    </>
                  ),
                },
                {
                  key: 'now',
                  title: words.countsNow,
                  render: (_, profile) =>
                    link(
                      profile.in_force_id ?? profile.key,
                      `${profile.in_force}${profile.in_force_id === null ? ` · ${words.shipped}` : ''}`,
                    ),
                },
                {
                  key: 'from',
                  title: words.validFrom,
                  render: (_, profile) => profile.valid_from !== null && <Moment at={profile.valid_from} exact />,
                },
                { key: 'drafts', title: words.draft, dataIndex: 'drafts' },
              ]}
            />
          </section>
        )}
      </Loaded>
      <div className="filters">
        <SearchField
          className="find"
          label={words.find}
          value={wish.text ?? ''}
          onSearch={(text) => onChange({ ...wish, text: text === '' ? undefined : text })}
        />
        <Select
          aria-label={words.state}
          value={wish.state ?? ''}
          options={[
            { value: '', label: words.allStates },
            ...(['draft', 'checked', 'in-force'] as const).map((value) => ({ value, label: words[value] })),
          ]}
          onChange={(state) => onChange({ ...wish, state: state === '' ? undefined : (state as LimitVersionLine['state']) })}
        />
      </div>
      <ListTable<LimitVersionLine>
        query={query}
        label={words.version}
        empty={words.noVersions}
        columns={[
          { key: 'profile', title: words.profile, dataIndex: 'profile' },
          { key: 'version', title: words.version, render: (_, line) => link(line.id, line.version) },
          {
            key: 'state',
            title: words.state,
            render: (_, line) => (
              <>
                {stateName(line.state)} {line.counts_now && <span className="mark mark-calm">{words.countsNow}</span>}
              </>
            ),
          },
          {
            key: 'from',
            title: words.validFrom,
            render: (_, line) => line.valid_from !== null && <Moment at={line.valid_from} exact />,
          },
          { key: 'changed', title: words.changed, render: (_, line) => <Moment at={line.changed_at} exact /> },
          { key: 'by', title: words.by, dataIndex: 'changed_by_name' },
          { key: 'checked', title: words.checkedBy, dataIndex: 'checked_by_name' },
          { key: 'note', title: words.note, dataIndex: 'note' },
        ]}
      />
    </>
  )
}
