class Kernels(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  _is_full_backward_hook : Optional[bool]
  def norm(self: __torch__.Kernels, x: Tensor, gain: Tensor, bias: Tensor, eps: float, centred: bool) -> Tensor:
    if centred:
      normed = torch.layer_norm(x, [torch.size(x, -1)], gain, bias, eps)
    else:
      length = torch.linalg_vector_norm(x, 2, [-1], True)
      mean_square = torch.div(torch.square(length), torch.size(x, -1))
      normed = torch.mul_(torch.mul(x, torch.rsqrt(torch.add_(mean_square, eps))), gain)
    return normed
  def normed_product(self: __torch__.Kernels, x: Tensor, gain: Tensor, norm_bias: Tensor, eps: float, centred: bool, weight: Tensor, bias: Tensor) -> Tensor:
    return self.product(self.norm(x, gain, norm_bias, eps, centred), weight, bias)
  def project(self: __torch__.Kernels, x: Tensor, rows: Tensor, gain: Tensor, norm_bias: Tensor, eps: float, centred: bool, weight: Tensor, bias: Tensor, head_norms: bool, head_gains: Tensor, rotary: bool, rotation: Tensor, neighbours: bool, positions: Tensor, compared_width: int, head_width: int) -> Tensor:
    fused = self.normed_product(torch.index_select(x, 0, rows), gain, norm_bias, eps, centred, weight, bias)
    compared = torch.narrow(fused, 1, 0, compared_width)
    if rotary:
      prepared = self.prepare_heads(compared, head_norms, head_gains, 0, eps, rotary, torch.index_select(rotation, 0, positions), neighbours, head_width)
    else:
      prepared1 = self.prepare_heads(compared, head_norms, head_gains, 0, eps, rotary, rotation, neighbours, head_width)
    return fused
  def prepare_heads(self: __torch__.Kernels, heads: Tensor, normed: bool, gains: Tensor, first_gain: int, eps: float, rotary: bool, rotation: Tensor, neighbours: bool, head_width: int) -> Tensor:
    if normed:
      x = torch.view(heads, [torch.size(heads, 0), -1, head_width])
      gain = torch.narrow(gains, 0, first_gain, torch.size(x, 1))
      x1 = torch.copy_(x, self.norm(x, gain, gain, eps, False))
    if rotary:
      turned = self.rotate(heads, rotation, neighbours, head_width)
    return heads
  def rotate(self: __torch__.Kernels, heads: Tensor, rotation: Tensor, neighbours: bool, head_width: int) -> Tensor:
    x = torch.view(heads, [torch.size(heads, 0), -1, head_width])
    half = torch.floordiv(torch.size(rotation, 1), 2)
    cos = torch.unsqueeze(torch.narrow(rotation, 1, 0, half), 1)
    sin = torch.unsqueeze(torch.narrow(rotation, 1, half, half), 1)
    if neighbours:
      first = torch.slice(x, -1, 0, torch.mul(half, 2), 2)
      second = torch.slice(x, -1, 1, torch.mul(half, 2), 2)
    else:
      first = torch.narrow(x, -1, 0, half)
      second = torch.narrow(x, -1, half, half)
    turned = torch.addcmul_(torch.mul(first, cos), second, sin, value=-1)
    second1 = torch.addcmul_(torch.mul_(second, cos), first, sin)
    first1 = torch.copy_(first, turned)
    return heads
  def pattern(self: __torch__.Kernels, query: Tensor, key: Tensor, mask: Tensor, sequences: int, key_heads: int, head_width: int, scale: float) -> Tensor:
    queries = torch.floordiv(torch.size(query, 0), sequences)
    keys = torch.floordiv(torch.size(key, 0), sequences)
    q = torch.permute(torch.reshape(query, [sequences, queries, key_heads, -1, head_width]), [0, 2, 3, 1, 4])
    group = torch.size(q, 2)
    q1 = torch.reshape(q, [torch.mul(sequences, key_heads), torch.mul(group, queries), head_width])
    k = torch.permute(torch.reshape(key, [sequences, keys, key_heads, head_width]), [0, 2, 3, 1])
    k1 = torch.reshape(k, [torch.mul(sequences, key_heads), head_width, keys])
    scores = torch.mul_(torch.bmm(q1, k1), scale)
    scores1 = torch.view(scores, [sequences, torch.mul(key_heads, group), queries, keys])
    masked = torch.add_(scores1, torch.view(mask, [-1, 1, queries, keys]))
    return torch.view(torch.softmax(masked, -1), [-1, keys])
  def mix(self: __torch__.Kernels, pattern: Tensor, value: Tensor, sequences: int, key_heads: int, heads: int, head_width: int) -> Tensor:
    keys = torch.size(pattern, 1)
    group = torch.floordiv(heads, key_heads)
    queries = torch.floordiv(torch.size(pattern, 0), torch.mul(sequences, heads))
    p = torch.view(pattern, [torch.mul(sequences, key_heads), torch.mul(group, queries), keys])
    v = torch.permute(torch.reshape(value, [sequences, keys, key_heads, head_width]), [0, 2, 1, 3])
    v1 = torch.reshape(v, [torch.mul(sequences, key_heads), keys, head_width])
    z = torch.view(torch.bmm(p, v1), [sequences, heads, queries, head_width])
    return torch.reshape(torch.permute(z, [0, 2, 1, 3]), [torch.mul(sequences, queries), -1])
  def attend(self: __torch__.Kernels, query: Tensor, key: Tensor, value: Tensor, mask: Tensor, sequences: int, key_heads: int, heads: int, head_width: int, scale: float) -> Tensor:
    queries = torch.floordiv(torch.size(query, 0), sequences)
    keys = torch.floordiv(torch.size(key, 0), sequences)
    group = torch.floordiv(heads, key_heads)
    q = torch.permute(torch.view(query, [sequences, queries, key_heads, group, head_width]), [0, 2, 3, 1, 4])
    q1 = torch.reshape(q, [sequences, key_heads, torch.mul(group, queries), head_width])
    k = torch.permute(torch.view(key, [sequences, keys, key_heads, head_width]), [0, 2, 1, 3])
    v = torch.permute(torch.view(value, [sequences, keys, key_heads, head_width]), [0, 2, 1, 3])
    masks = torch.expand(torch.view(mask, [-1, 1, 1, queries, keys]), [-1, 1, group, queries, keys])
    m = torch.reshape(masks, [-1, 1, torch.mul(group, queries), keys])
    z = torch.scaled_dot_product_attention(q1, k, v, m, 0., False, scale=scale)
    z1 = torch.permute(torch.view(z, [sequences, key_heads, group, queries, head_width]), [0, 3, 1, 2, 4])
    return torch.reshape(z1, [torch.mul(sequences, queries), -1])
  def attention(self: __torch__.Kernels, x: Tensor, gain: Tensor, norm_bias: Tensor, eps: float, centred: bool, weight_in: Tensor, bias_in: Tensor, head_norms: bool, head_gains: Tensor, rotary: bool, rotation: Tensor, neighbours: bool, mask: Tensor, sequences: int, key_heads: int, heads: int, head_width: int, scale: float, weight_out: Tensor, bias_out: Tensor) -> Tensor:
    fused = self.normed_product(x, gain, norm_bias, eps, centred, weight_in, bias_in)
    queries = torch.mul(heads, head_width)
    keys = torch.mul(key_heads, head_width)
    prepared = self.prepare_heads(torch.narrow(fused, 1, 0, torch.add(queries, keys)), head_norms, head_gains, 0, eps, rotary, rotation, neighbours, head_width)
    query = torch.narrow(fused, 1, 0, queries)
    key = torch.narrow(fused, 1, queries, keys)
    value = torch.narrow(fused, 1, torch.add(queries, keys), keys)
    z = self.attend(query, key, value, mask, sequences, key_heads, heads, head_width, scale)
    return self.product(z, weight_out, bias_out)
  def activated(self: __torch__.Kernels, x: Tensor, activation: str) -> Tensor:
    if torch.eq(activation, "silu"):
      y = torch.silu(x)
    elif torch.eq(activation, "gelu"):
      y = torch.gelu(x, approximate="none")
    elif torch.eq(activation, "gelu_tanh"):
      y = torch.gelu(x, approximate="tanh")
    else:
      y = torch.relu(x)
    return y
  def mlp_post(self: __torch__.Kernels, pre: Tensor, activation: str, gated: bool) -> Tensor:
    if gated:
      width = torch.floordiv(torch.size(pre, 1), 2)
      post = torch.mul_(self.activated(torch.narrow(pre, 1, 0, width), activation), torch.narrow(pre, 1, width, width))
    else:
      post = self.activated(pre, activation)
    return post
  def mlp(self: __torch__.Kernels, x: Tensor, gain: Tensor, norm_bias: Tensor, eps: float, centred: bool, weight_in: Tensor, bias_in: Tensor, activation: str, gated: bool, weight_out: Tensor, bias_out: Tensor) -> Tensor:
    pre = self.normed_product(x, gain, norm_bias, eps, centred, weight_in, bias_in)
    return self.product(self.mlp_post(pre, activation, gated), weight_out, bias_out)
  def overwrite(self: __torch__.Kernels, target: Tensor, rows: Tensor, column: int, source: Tensor) -> Tensor:
    block = torch.narrow(target, 1, column, torch.size(source, 1))
    written = torch.index_copy_(block, 0, rows, source)
    return target
  def gather(self: __torch__.Kernels, x: Tensor, rows: Tensor) -> Tensor:
    return torch.index_select(x, 0, rows)
  def look_up(self: __torch__.Kernels, table: Tensor, rows: Tensor) -> Tensor:
    return torch.to(torch.index_select(table, 0, rows), 6)
  def columns(self: __torch__.Kernels, x: Tensor, start: int, width: int) -> Tensor:
    return torch.narrow(x, 1, start, width)
  def concatenate(self: __torch__.Kernels, first: Tensor, second: Tensor) -> Tensor:
    return torch.cat([first, second], 0)
  def put(self: __torch__.Kernels, target: Tensor, row: int, rows: Tensor) -> Tensor:
    return torch.copy_(torch.narrow(target, 0, row, torch.size(rows, 0)), rows)
  def add(self: __torch__.Kernels, target: Tensor, increment: Tensor) -> Tensor:
    return torch.add_(target, increment)
  def sum_rows(self: __torch__.Kernels, first: Tensor, first_rows: Tensor, second: Tensor, second_rows: Tensor) -> Tensor:
    return torch.add_(torch.index_select(first, 0, first_rows), torch.index_select(second, 0, second_rows))
  def log_probabilities(self: __torch__.Kernels, logits: Tensor, rows: Tensor, tokens: Tensor) -> Tensor:
    places = torch.add(torch.mul(rows, torch.size(logits, 1)), tokens)
    return torch.unsqueeze(torch.take(torch.log_softmax(logits, 1), places), 1)
  def ranks(self: __torch__.Kernels, logits: Tensor, rows: Tensor, tokens: Tensor) -> Tensor:
    x = torch.index_select(logits, 0, rows)
    column = torch.unsqueeze(tokens, 1)
    own = torch.gather(x, 1, column)
    lower = torch.lt(torch.unsqueeze(torch.arange(torch.size(x, 1), dtype=None, layout=None, device=ops.prim.device(x), pin_memory=None), 0), column)
    before = torch.logical_or(torch.gt(x, own), torch.logical_and(torch.eq(x, own), lower))
    return torch.sum(before, [1])
  def first_choices(self: __torch__.Kernels, logits: Tensor, rows: Tensor) -> Tensor:
    return torch.argmax(torch.index_select(logits, 0, rows), 1)
  def add_outer_products(self: __torch__.Kernels, upper: Tensor, rows: Tensor, block: int) -> Tensor:
    x = torch.to(rows, 7)
    width = torch.size(x, 1)
    blocks = torch.floordiv(torch.sub(torch.add(width, block), 1), block)
    for i in range(blocks):
      first = torch.mul(i, block)
      rest = torch.sub(width, first)
      height = ops.prim.min(block, rest)
      target = torch.narrow(torch.narrow(upper, 0, first, height), 1, first, rest)
      added = torch.addmm_(target, torch.t(torch.narrow(x, 1, first, height)), torch.narrow(x, 1, first, rest))
    return upper
  def log_softmax(self: __torch__.Kernels, logits: Tensor) -> Tensor:
    return torch.log_softmax(logits, 1)
  def pick(self: __torch__.Kernels, x: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
    return torch.take(x, torch.add(torch.mul(rows, torch.size(x, 1)), columns))
  def log_probability_gradient(self: __torch__.Kernels, log_p: Tensor, tokens: Tensor, factors: Tensor) -> Tensor:
    column = torch.unsqueeze(factors, 1)
    gradient = torch.mul_(torch.exp(log_p), torch.neg(column))
    return torch.scatter_add_(gradient, 1, torch.unsqueeze(tokens, 1), column)
  def divergence(self: __torch__.Kernels, log_p: Tensor, log_q: Tensor) -> Tensor:
    return torch.sum(torch.mul(torch.exp(log_p), torch.sub(log_p, log_q)), [1])
  def divergence_gradient(self: __torch__.Kernels, log_p: Tensor, log_q: Tensor, factors: Tensor) -> Tensor:
    difference = torch.sub(log_p, log_q)
    p = torch.exp(log_p)
    mean = torch.sum(torch.mul(p, difference), [1], True)
    return torch.mul_(torch.mul_(torch.sub(difference, mean), p), torch.unsqueeze(factors, 1))
  def cross_entropy_gradient(self: __torch__.Kernels, log_p: Tensor, log_q: Tensor, factors: Tensor) -> Tensor:
    return torch.mul_(torch.sub(torch.exp(log_p), torch.exp(log_q)), torch.unsqueeze(factors, 1))
  def norm_gradient(self: __torch__.Kernels, x: Tensor, gain: Tensor, eps: float, centred: bool, gradient: Tensor) -> Tensor:
    scaled = torch.mul(gradient, gain)
    if centred:
      deviation = torch.sub(x, torch.mean(x, [-1], True))
      from_mean = torch.sub(scaled, torch.mean(scaled, [-1], True))
    else:
      deviation = x
      from_mean = scaled
    inverse = torch.rsqrt(torch.add(torch.mean(torch.square(deviation), [-1], True), eps))
    normed = torch.mul(deviation, inverse)
    along = torch.mean(torch.mul(scaled, normed), [-1], True)
    return torch.mul_(torch.sub(from_mean, torch.mul_(normed, along)), inverse)
  def normed_product_gradient(self: __torch__.Kernels, x: Tensor, gain: Tensor, eps: float, centred: bool, turned: Tensor, gradient: Tensor) -> Tensor:
    return self.norm_gradient(x, gain, eps, centred, self.back(gradient, turned))
  def by_key_head(self: __torch__.Kernels, x: Tensor, sequences: int, key_heads: int, head_width: int) -> Tensor:
    rows = torch.floordiv(torch.size(x, 0), sequences)
    split = torch.permute(torch.reshape(x, [sequences, rows, key_heads, -1, head_width]), [0, 2, 3, 1, 4])
    return torch.reshape(split, [torch.mul(sequences, key_heads), -1, head_width])
  def heads_together(self: __torch__.Kernels, x: Tensor, sequences: int, key_heads: int, rows: int, own: int) -> Tensor:
    head_width = torch.size(x, 2)
    split = torch.view(x, [sequences, key_heads, -1, rows, head_width])
    last = torch.narrow(split, 3, torch.sub(rows, own), own)
    return torch.reshape(torch.permute(last, [0, 3, 1, 2, 4]), [torch.mul(sequences, own), -1])
  def attention_gradient(self: __torch__.Kernels, x: Tensor, gain: Tensor, norm_bias: Tensor, eps: float, centred: bool, weight_in: Tensor, bias_in: Tensor, turned_in: Tensor, head_norms: bool, head_gains: Tensor, rotary: bool, rotation: Tensor, neighbours: bool, query: Tensor, key: Tensor, value: Tensor, mask: Tensor, sequences: int, key_heads: int, heads: int, head_width: int, scale: float, turned_out: Tensor, gradient: Tensor) -> Tensor:
    queries = torch.floordiv(torch.size(query, 0), sequences)
    keys = torch.floordiv(torch.size(key, 0), sequences)
    q = self.by_key_head(query, sequences, key_heads, head_width)
    k = self.by_key_head(key, sequences, key_heads, head_width)
    v = self.by_key_head(value, sequences, key_heads, head_width)
    z_gradient = self.by_key_head(self.back(gradient, turned_out), sequences, key_heads, head_width)
    scores = torch.mul_(torch.bmm(q, torch.transpose(k, 1, 2)), scale)
    masked = torch.add_(torch.view(scores, [sequences, heads, queries, keys]), torch.view(mask, [-1, 1, queries, keys]))
    p = torch.reshape(torch.softmax(masked, -1), [torch.mul(sequences, key_heads), -1, keys])
    p_gradient = torch.bmm(z_gradient, torch.transpose(v, 1, 2))
    mean = torch.sum(torch.mul(p, p_gradient), [-1], True)
    score_gradient = torch.mul_(torch.mul_(torch.sub(p_gradient, mean), p), scale)
    q_gradient = self.heads_together(torch.bmm(score_gradient, k), sequences, key_heads, queries, queries)
    k_gradient = self.heads_together(torch.bmm(torch.transpose(score_gradient, 1, 2), q), sequences, key_heads, keys, queries)
    v_gradient = self.heads_together(torch.bmm(torch.transpose(p, 1, 2), z_gradient), sequences, key_heads, keys, queries)
    fused = torch.cat([q_gradient, k_gradient, v_gradient], 1)
    compared_width = torch.mul(torch.add(heads, key_heads), head_width)
    compared = torch.narrow(fused, 1, 0, compared_width)
    if rotary:
      half = torch.floordiv(torch.size(rotation, 1), 2)
      inverse = torch.cat([torch.narrow(rotation, 1, 0, half), torch.neg(torch.narrow(rotation, 1, half, half))], 1)
      turned = self.rotate(compared, inverse, neighbours, head_width)
    if head_norms:
      projected = self.normed_product(x, gain, norm_bias, eps, centred, weight_in, bias_in)
      before = torch.reshape(torch.narrow(projected, 1, 0, compared_width), [torch.size(x, 0), -1, head_width])
      after = torch.view(compared, [torch.size(x, 0), -1, head_width])
      after1 = torch.copy_(after, self.norm_gradient(before, head_gains, eps, False, after))
    return self.normed_product_gradient(x, gain, eps, centred, turned_in, fused)
  def activated_gradient(self: __torch__.Kernels, x: Tensor, activation: str, gradient: Tensor) -> Tensor:
    if torch.eq(activation, "silu"):
      y = torch.silu_backward(gradient, x)
    elif torch.eq(activation, "gelu"):
      y = torch.gelu_backward(gradient, x, approximate="none")
    elif torch.eq(activation, "gelu_tanh"):
      y = torch.gelu_backward(gradient, x, approximate="tanh")
    else:
      y = torch.threshold_backward(gradient, x, 0)
    return y
  def mlp_gradient(self: __torch__.Kernels, x: Tensor, gain: Tensor, eps: float, centred: bool, turned_in: Tensor, activation: str, gated: bool, pre: Tensor, turned_out: Tensor, gradient: Tensor) -> Tensor:
    post_gradient = self.back(gradient, turned_out)
    if gated:
      width = torch.floordiv(torch.size(pre, 1), 2)
      gate = torch.narrow(pre, 1, 0, width)
      up = torch.narrow(pre, 1, width, width)
      gate_gradient = self.activated_gradient(gate, activation, torch.mul(post_gradient, up))
      pre_gradient = torch.cat([gate_gradient, torch.mul_(self.activated(gate, activation), post_gradient)], 1)
    else:
      pre_gradient = self.activated_gradient(pre, activation, post_gradient)
    return self.normed_product_gradient(x, gain, eps, centred, turned_in, pre_gradient)
  def copy(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.clone(x)
