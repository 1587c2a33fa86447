  def prepare(self: __torch__.Kernels, weight: Tensor) -> Tensor:
    return ops.mkldnn._reorder_linear_weight(weight, 256)
  def product(self: __torch__.Kernels, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return ops.mkldnn._linear_pointwise(x, weight, bias, "none", annotate(List[Optional[number]], []), "")
