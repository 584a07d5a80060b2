import type { BoardCrew } from '@/api/types'
import { useWords } from '@/words'
import { boards } from '@/words/boards'

/** The crews, who has least to do first: their load, and where they are. */
export function CrewList({ crews }: { crews: BoardCrew[] }) {
  const words = useWords(boards)
  if (crews.length === 0) return <p className="quiet">{words.noCrews}</p>
  const whereabouts = ({ at, is_there }: BoardCrew) => {
    if (at === null) return null
    const place = at.place ?? words.unknownPlace
    return is_there ? words.isAt(place) : words.goesTo(place)
  }
  return (
    <ul className="board-side" aria-label={words.crews}>
      {crews.map((crew) => (
        <li key={crew.tier}>
          <span className="board-card-head">
            <strong>{crew.name}</strong>
            <span className={crew.open_tasks === 0 ? 'mark mark-calm' : 'mark'}>
              {crew.open_tasks === 0 ? words.free : words.load(crew.open_tasks)}
            </span>
          </span>
          <span className="board-card-foot quiet">
            <span>{crew.people.join('、')}</span>
            <span>{whereabouts(crew)}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
