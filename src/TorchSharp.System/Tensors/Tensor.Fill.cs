namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator zeroInPlaceOp = new("zero_", "", "self");
        private static readonly Operator fillInPlaceOp = new("fill_", "Scalar", "self value");
        private static readonly Operator uniformInPlaceOp = new("uniform_", "", "self from to generator");
        private static readonly Operator normalInPlaceOp = new("normal_", "", "self mean std generator");
        private static readonly Operator bernoulliInPlaceOp = new("bernoulli_", "float", "self p generator");
        private static readonly Operator bernoulliOp = new("bernoulli", "", "self generator");
        private static readonly Operator randomInPlaceOp = new("random_", "from", "self from to generator");
        private static readonly Operator multinomialOp = new("multinomial", "", "self num_samples replacement generator");

        public Tensor zero_() => InPlace(zeroInPlaceOp);
        public Tensor fill_(Scalar value) => InPlace(fillInPlaceOp, value);

        public Tensor uniform_(double from, double to, Generator? generator = null)
        {
            uniformInPlaceOp.Run(this, from, to, generator);
            return this;
        }

        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null)
        {
            normalInPlaceOp.Run(this, mean, std, generator);
            return this;
        }

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => InPlace(bernoulliInPlaceOp, p, generator);
        public Tensor bernoulli(Generator? generator = null) => bernoulliOp.Call(this, generator);
        public Tensor random_(double from, double to, Generator? generator = null) => InPlace(randomInPlaceOp, (long)from, (long)to, generator);
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) => multinomialOp.Call(this, num_samples, replacement, generator);

        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.zeros_like(this, dtype, device, requires_grad);
        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.ones_like(this, dtype, device, requires_grad);
        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.empty_like(this, dtype, device, requires_grad);
        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.full_like(this, value, dtype, device, requires_grad);
        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.rand_like(this, dtype, device, requires_grad);
        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.randn_like(this, dtype, device, requires_grad);
        public Tensor new_zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => zeros(size, dtype ?? this.dtype, device ?? this.device, requires_grad);
        public Tensor new_full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => full(size, value, dtype ?? this.dtype, device ?? this.device, requires_grad);
    }
}
