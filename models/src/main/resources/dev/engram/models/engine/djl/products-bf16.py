  def table(self: __torch__.Kernels, rows: Tensor) -> Tensor:
    return torch.to(rows, 15)
  def prepare(self: __torch__.Kernels, weight: Tensor) -> Tensor:
    return torch.to(weight, 15)
  def prepare_edited(self: __torch__.Kernels, weight: Tensor) -> Tensor:
    return torch.clone(weight)
  def widened(self: __torch__.Kernels, weight: Tensor, first: int) -> Tensor:
    return torch.to(torch.narrow(weight, 0, first, ops.prim.min(512, torch.sub(torch.size(weight, 0), first))), 6)
  def product(self: __torch__.Kernels, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    if torch.le(torch.numel(weight), 2097152):
      result = torch.linear(x, torch.to(weight, 6), bias)
    else:
      result = torch.repeat(bias, [torch.size(x, 0), 1])
      for i in range(torch.floordiv(torch.add(torch.size(weight, 0), 511), 512)):
        first = torch.mul(i, 512)
        part = self.widened(weight, first)
        added = torch.addmm_(torch.narrow(result, 1, first, torch.size(part, 0)), x, torch.t(part))
    return result
  def turned(self: __torch__.Kernels, weight: Tensor) -> Tensor:
    return torch.detach(weight)
  def back(self: __torch__.Kernels, gradient: Tensor, turned: Tensor) -> Tensor:
    if torch.le(torch.numel(turned), 2097152):
      result = torch.matmul(gradient, torch.to(turned, 6))
    else:
      result = torch.zeros([torch.size(gradient, 0), torch.size(turned, 1)], dtype=6, layout=None, device=ops.prim.device(gradient), pin_memory=None)
      for i in range(torch.floordiv(torch.add(torch.size(turned, 0), 511), 512)):
        first = torch.mul(i, 512)
        part = self.widened(turned, first)
        added = torch.addmm_(result, torch.narrow(gradient, 1, first, torch.size(part, 0)), part)
    return result
  def dense(self: __torch__.Kernels, weight: Tensor) -> Tensor:
    return torch.to(weight, 6)
