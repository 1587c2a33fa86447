  def table(self: __torch__.Kernels, rows: Tensor) -> Tensor:
    return torch.clone(rows)
  def prepare(self: __torch__.Kernels, weight: Tensor) -> Tensor:
    return torch.clone(weight)
  def prepare_edited(self: __torch__.Kernels, weight: Tensor) -> Tensor:
    return torch.clone(weight)
  def product(self: __torch__.Kernels, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return torch.linear(x, weight, bias)
  def turned(self: __torch__.Kernels, weight: Tensor) -> Tensor:
    return torch.detach(weight)
  def back(self: __torch__.Kernels, gradient: Tensor, turned: Tensor) -> Tensor:
    return torch.matmul(gradient, turned)
  def dense(self: __torch__.Kernels, weight: Tensor) -> Tensor:
    return torch.clone(weight)
