import { Link } from '@tanstack/react-router'
import { ClipboardCheck, Eye, Headset, Inbox, LayoutDashboard, ListChecks, PhoneIncoming, PhoneOutgoing, Settings2, TriangleAlert, Workflow, ZapOff, type LucideIcon } from 'lucide-react'
import { useMay } from '@/api/session'
import { useOpenIncidents } from '@/features/incidents/api/useIncidents'
import { useInboxCount } from '@/features/inbox/api/useInbox'
import { useAwaitingCount } from '@/features/supervision/api/useSupervisions'
import { useWords } from '@/words'
import { frame } from '@/words/frame'
import { useAdministration } from './useAdministration'

/** Where one can go, by what one may do; with the counts that matter. */
export function Navigation() {
  const words = useWords(frame)
  const may = useMay()
  const inbox = useInboxCount()
  const awaiting = useAwaitingCount()
  const administration = useAdministration()
  const incidents = useOpenIncidents(may('see-incidents'))
  return (
    <nav className="frame-nav" aria-label={words.navigation}>
      <Link to="/inbox" className="frame-ring" aria-label={words.wholeName}>
        <img src="/ring.svg" alt="" width={28} height={28} />
      </Link>
      <Entry to="/inbox" icon={Inbox} name={words.inbox} count={inbox} />
      {may('see-board') && <Entry to="/board" icon={LayoutDashboard} name={words.board} />}
      {may('edit-wording') && <Entry to="/desk" icon={ClipboardCheck} name={words.desk} />}
      <Entry to="/orders" icon={ListChecks} name={words.orders} />
      <Entry to="/outages" icon={ZapOff} name={words.outages} />
      <Entry to="/supervisions" icon={Eye} name={words.supervisions} count={awaiting} />
      {may('see-call') && <Entry to="/calls" icon={PhoneIncoming} name={words.calls} />}
      {may('see-agents') && <Entry to="/agents" icon={Headset} name={words.agents} />}
      {may('run-campaign') && <Entry to="/campaigns" icon={PhoneOutgoing} name={words.campaigns} />}
      {!may('run-campaign') && may('take-calls') && (
        <Entry to="/campaigns/next" icon={PhoneOutgoing} name={words.campaigns} />
      )}
      {may('see-incidents') && (
        <Entry to="/incidents" icon={TriangleAlert} name={words.incidents} count={incidents} alarming />
      )}
      {may('see-packages') && <Entry to="/packages" icon={Workflow} name={words.packages} />}
      {administration.length > 0 && <Entry to="/administration" icon={Settings2} name={words.administration} />}
    </nav>
  )
}

interface EntryProps {
  to: '/inbox' | '/board' | '/desk' | '/orders' | '/outages' | '/supervisions' | '/calls' | '/campaigns' | '/campaigns/next' | '/agents' | '/incidents' | '/packages' | '/administration'
  icon: LucideIcon
  name: string
  count?: string
  alarming?: boolean
}

function Entry({ to, icon: Icon, name, count, alarming }: EntryProps) {
  return (
    <Link to={to} className="frame-entry" activeProps={{ 'aria-current': 'page' }}>
      <Icon size={20} aria-hidden />
      <span>{name}</span>
      {count !== undefined && (
        <span className={alarming ? 'frame-count frame-count-alarming' : 'frame-count'}>{count}</span>
      )}
    </Link>
  )
}
