  def table(self: __torch__.Kernels, rows: Tensor) -> Tensor:
    return torch.clone(rows)
  def prepare(self: __torch__.Kernels, weight: Tensor) -> Tensor:
    return ops.mkldnn._reorder_linear_weight(weight, 256)
  def prepare_edited(self: __torch__.Kernels, weight: Tensor) -> Tensor:
    return self.prepare(weight)
  def product(self: __torch__.Kernels, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return ops.mkldnn._linear_pointwise(x, weight, bias, "none", annotate(List[Optional[number]], []), "")
  def turned(self: __torch__.Kernels, weight: Tensor) -> Tensor:
    return self.prepare(torch.contiguous(torch.t(torch.to_dense(weight))))
  def back(self: __torch__.Kernels, gradient: Tensor, turned: Tensor) -> Tensor:
    return ops.mkldnn._linear_pointwise(gradient, turned, None, "none", annotate(List[Optional[number]], []), "")
  def dense(self: __torch__.Kernels, weight: Tensor) -> Tensor:
    return torch.to_dense(weight)
