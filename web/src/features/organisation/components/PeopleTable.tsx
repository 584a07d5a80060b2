import { Button } from 'antd'
import { useState } from 'react'
import type { OrganisationPerson, OrganisationWish } from '@/api/types'
import { useMay } from '@/api/session'
import { useWords } from '@/words'
import { organisation, reorganising } from '@/words/organisation'
import { useOrganisation, useOrganisationWords } from '../api/useOrganisation'
import { ListTable } from '@/ui/ListTable'
import { PersonDialogue } from './PersonDialogue'
import { PlaceDialogue } from './PlaceDialogue'
import { ReorganiseDialogue } from './ReorganiseDialogue'

type Place = OrganisationPerson['places'][number]
type Asked = { person: OrganisationPerson; for: 'change' | 'place' | 'leave' } | { person: OrganisationPerson; for: 'end'; place: Place }

/** People with the departments to which they belong, their roles and posts there. */
export function PeopleTable({ wish }: { wish: OrganisationWish }) {
  const words = useWords(organisation)
  const more = useWords(reorganising)
  const { roles, posts, nameOf } = useOrganisationWords()
  const may = useMay()
  const query = useOrganisation('people', wish)
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  return (
    <>
      <ListTable<OrganisationPerson>
        query={query}
        label={words.people}
        empty={words.none}
        columns={[
          {
            title: words.name,
            render: (_, person) => (
              <>
                {person.name} {!person.active && <span className="mark">{words.left}</span>}
              </>
            ),
          },
          { title: words.username, dataIndex: 'username' },
          { title: words.agent, dataIndex: 'agent' },
          {
            title: words.places,
            render: (_, person) => (
              <ul className="plain">
                {person.places.map((place) => (
                  <li key={place.id}>
                    {place.tier_name} · {place.department_name} · {nameOf(roles, place.role)}
                    {place.post !== null && `（${nameOf(posts, place.post)}）`}{' '}
                    {may('administer') && (
                      <Button
                        size="small"
                        type="link"
                        aria-label={more.place(`${person.name} · ${place.department_name}`)}
                        onClick={() => setAsked({ person, for: 'end', place })}
                      >
                        {more.placeShort}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            ),
          },
          {
            title: words.actions,
            render: (_, person) =>
              may('administer') && (
                <div className="page-actions">
                  <Button size="small" onClick={() => setAsked({ person, for: 'change' })}>
                    {words.change}
                  </Button>
                  {person.active && (
                    <>
                      <Button size="small" onClick={() => setAsked({ person, for: 'place' })}>
                        {words.addPlace}
                      </Button>
                      <Button size="small" onClick={() => setAsked({ person, for: 'leave' })}>
                        {more.leaveShort}
                      </Button>
                    </>
                  )}
                </div>
              ),
          },
        ]}
      />
      {asked?.for === 'change' && <PersonDialogue person={asked.person} onClose={close} />}
      {asked?.for === 'leave' && (
        <ReorganiseDialogue
          of={{ kind: 'leave', id: asked.person.id, revision: asked.person.revision }}
          name={asked.person.name}
          onClose={close}
        />
      )}
      {asked?.for === 'end' && (
        <ReorganiseDialogue
          of={{ kind: 'place', id: asked.person.id, revision: asked.person.revision, place: asked.place.id }}
          name={`${asked.person.name} · ${asked.place.department_name}`}
          onClose={close}
        />
      )}
      {asked?.for === 'place' && <PlaceDialogue person={asked.person} onClose={close} />}
    </>
  )
}
