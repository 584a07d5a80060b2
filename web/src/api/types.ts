import type { components, operations } from './schema'

type Schemas = components['schemas']
export type Session = Schemas['Session']
export type Membership = Schemas['Membership']
export type InboxLine = Schemas['InboxLine']
export type InboxPage = Schemas['InboxPage']
export type Task = Schemas['Task']
export type ReturnTarget = Schemas['ReturnTarget']
export type Completed = Schemas['Completed']
export type Order = Schemas['Order']
export type OrderLine = Schemas['OrderLine']
export type OrderSummary = Schemas['OrderSummary']
export type OrderAlike = Schemas['OrderAlike']
export type OrderCall = Schemas['OrderCall']
export type OrderDiagrams = Schemas['OrderDiagrams']
export type OrderState = Schemas['OrderState']
export type OrderForms = Schemas['OrderForms']
export type HistoryEntry = Schemas['HistoryEntry']
export type Clock = Schemas['Clock']
export type Premise = Schemas['Premise']
export type Call = Schemas['Call']
export type CallLine = Schemas['CallLine']
export type CallOrder = Schemas['CallOrder']
export type Incident = Schemas['Incident']
export type Notice = Schemas['Notice']
export type Version = Schemas['Version']
export type Package = Schemas['Package']
export type Deployed = Schemas['Deployed']
export type Finding = Schemas['Finding']
export type Draft = Schemas['PackageDraft']
export type DraftLine = Schemas['PackageDraftLine']
export type NewDraft = Schemas['CreatePackageDraftBody']
export type Vocabulary = Schemas['Vocabulary']
export type VocabularyWord = Schemas['Word']
export type Recording = Schemas['RecordingView']
export type HoldReason = Schemas['HoldBody']['reason']
export type OpenOrderBody = Schemas['OpenOrderBody']
export type OpenedOrder = Schemas['OpenedOrder']
export type Category = NonNullable<Schemas['OrderLine']['category']>
export type OrderStatus = Schemas['OrderLine']['status']
export type TierKind = Schemas['Tier']['kind']

/** What a list may be asked for. */
export type InboxWish = NonNullable<operations['listInbox']['parameters']['query']>
export type OrdersWish = NonNullable<operations['listOrders']['parameters']['query']>
export type CallsWish = NonNullable<operations['listCalls']['parameters']['query']>
export type IncidentsWish = NonNullable<operations['listIncidents']['parameters']['query']>
