  def prepare(self: __torch__.Kernels, weight: Tensor) -> Tensor:
    return torch.clone(weight)
  def product(self: __torch__.Kernels, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return torch.linear(x, weight, bias)
  def back(self: __torch__.Kernels, gradient: Tensor, turned: Tensor) -> Tensor:
    return torch.linear(gradient, turned)
  def dense(self: __torch__.Kernels, weight: Tensor) -> Tensor:
    return torch.clone(weight)
