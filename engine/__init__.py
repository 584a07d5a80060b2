"""Everything a work order is and does: no HTTP framework, no telephony."""
