Creator "igraph version 0.10.8 Fri Mar  1 09:15:02 2024"
Version 1
graph
[
  directed 0
  node
  [
    id 0
    name "Ana"
  ]
  node
  [
    id 1
    name "Ben"
  ]
  node
  [
    id 2
    name "Cia"
  ]
  edge
  [
    source 1
    target 0
  ]
  edge
  [
    source 1
    target 2
    weight 2.5e0
  ]
]
