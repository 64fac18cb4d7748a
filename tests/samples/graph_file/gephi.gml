graph
[
  Creator "Gephi"
  directed 1
  node
  [
    id 0
    label "Ana Ruiz"
    graphics
    [
      x -100.5
      y 20.0
      fill "#000000"
    ]
    unit "x"
  ]
  node
  [
    id 1
    label "Ben &#34;O&#34; Ode"
  ]
  edge
  [
    id 0
    source 0
    target 1
    value 3.0
  ]
  edge
  [
    id 1
    source 0
    target 1
    value 1.0
  ]
]
