  def prepare(self: __torch__.Kernels, weight: Tensor) -> Tensor:
    return torch.clone(weight)
  def product(self: __torch__.Kernels, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return torch.linear(x, weight, bias)
