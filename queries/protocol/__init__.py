"""SPARQL 1.1 Protocol, Service Description and Graph Store Protocol over HTTP, with budgets and without egress."""
