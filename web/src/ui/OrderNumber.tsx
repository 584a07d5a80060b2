/** Returns an order number in the groups in which it is read out: 6, 6 and the check digit. */
export function groupedNumber(number: string): string {
  return [number.slice(0, 6), number.slice(6, 12), number.slice(12)].filter((part) => part !== '').join(' ')
}

/** An order number, in groups. */
export function OrderNumber({ number }: { number: string }) {
  return <span className="order-number figures">{groupedNumber(number)}</span>
}
