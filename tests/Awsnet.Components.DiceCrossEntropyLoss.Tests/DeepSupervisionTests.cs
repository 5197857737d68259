namespace Awsnet.Components.Tests;

public class DeepSupervisionTests
{
    private static readonly double[] Weights = [0.156, 0.2, 0.24, 0.404];

    [Fact]
    public void Is_the_weighted_sum_of_the_heads_own_losses()
    {
        using var scope = NewDisposeScope();
        Tensor[] heads = Heads();
        SupervisionLoss loss = DeepSupervision.Sum(heads, Data.Labels, Weights);
        double[] own = [.. heads.Select(head => Data.Value(DiceCrossEntropy.Loss(head, Data.Labels)))];
        loss.ReadHeads().Should().Equal(own);
        Data.Value(loss.Total).Should().BeApproximately(own.Zip(Weights, (value, weight) => value * weight).Sum(), 1e-14);
        loss.Heads.Should().OnlyContain(head => head!.requires_grad, "their gradients can be compared");
    }

    [Fact]
    public void Heads_without_weight_are_skipped_and_need_not_exist()
    {
        using var scope = NewDisposeScope();
        Tensor[] heads = Heads();
        int evaluated = 0;
        SupervisionLoss loss = DeepSupervision.Sum([null, heads[1], heads[2], heads[3]], [0, 0.5, 0, 0.5], head =>
        {
            evaluated++;
            return DiceCrossEntropy.Loss(head, Data.Labels);
        });
        evaluated.Should().Be(2);
        loss.Heads[0].Should().BeNull();
        loss.Heads[2].Should().BeNull();
        double[] read = loss.ReadHeads();
        read[0].Should().Be(double.NaN);
        read[2].Should().Be(double.NaN);
        Data.Value(loss.Total).Should().BeApproximately(0.5 * read[1] + 0.5 * read[3], 1e-14);
        double same = Data.Value(DeepSupervision.Sum([null, heads[1], null, heads[3]], Data.Labels, [0, 0.5, 0, 0.5]).Total);
        same.Should().Be(Data.Value(loss.Total));
    }

    [Fact]
    public void A_loss_of_more_than_one_number_is_refused()
    {
        using var scope = NewDisposeScope();
        // One number a sample: their sum would be no loss, and ReadHeads would give the first head's for both.
        Refused(() => DeepSupervision.Sum([rand(2, 3, 4), rand(2, 3, 4)], [0.5, 0.5], head => head.mean([1L, 2L])),
            "The loss of head 0 is [2]; return a scalar, for instance a mean.*");
        Refused(() => DeepSupervision.Sum([rand(2, 3, 4)], [1], _ => null!), "The loss of head 0 is null; return a scalar*");
    }

    [Fact]
    public void Each_heads_own_loss_needs_every_head()
    {
        using var scope = NewDisposeScope();
        Refused(() => DeepSupervision.PerHead([null!, Heads()[1]], Data.Labels),
            "A head was not computed; ask the network for all of them.*");
    }

    [Fact]
    public void Gradients_are_weighed_too()
    {
        using var scope = NewDisposeScope();
        Tensor[] heads = Heads();
        DeepSupervision.Sum(heads, Data.Labels, Weights).Total.backward();
        for (int head = 0; head < heads.Length; head++)
        {
            Tensor alone = heads[head].detach().requires_grad_();
            DiceCrossEntropy.Loss(alone, Data.Labels).backward();
            (alone.grad! * Weights[head]).allclose(heads[head].grad!, rtol: 1e-12, atol: 1e-15).Should().BeTrue();
        }
    }

    [Fact]
    public void Weights_may_themselves_be_trained()
    {
        using var scope = NewDisposeScope();
        Tensor[] heads = Heads();
        Tensor weights = tensor(Weights, requires_grad: true);
        Tensor perHead = DeepSupervision.PerHead(heads, Data.Labels);
        (perHead * weights).sum().backward();
        // dL/dalpha_l is the head's own loss.
        weights.grad!.data<double>().Should().Equal([.. heads.Select(head => Data.Value(DiceCrossEntropy.Loss(head, Data.Labels)))]);
        heads[0].grad.Should().NotBeNull();
    }

    [Fact]
    public void The_module_takes_new_weights_with_each_call()
    {
        using var scope = NewDisposeScope();
        using var module = new DeepSupervisionLoss(new() { CrossEntropyWeight = 0 });
        Tensor[] heads = Heads();
        foreach (double[] weights in new[] { Weights, [1, 0, 0, 0], [0, 0, 0, 2.5] })
        {
            double expected = heads.Select((head, i) => weights[i] * Data.Value(DiceCrossEntropy.Dice(head, Data.Labels))).Sum();
            Data.Value(module.call(heads, Data.Labels, weights).Total).Should().BeApproximately(expected, 1e-14);
        }
    }

    [Fact]
    public void Leaves_only_its_results_behind()
    {
        using var scope = NewDisposeScope();
        Tensor[] heads = Heads();
        Tensor labels = Data.Labels;
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        SupervisionLoss loss = DeepSupervision.Sum(heads, labels, [0.5, 0, 0, 0.5]);
        (DisposeScopeManager.Statistics.ThreadTotalLiveCount - before).Should().Be(3, "the total and two heads");
        loss.ReadHeads();
        (DisposeScopeManager.Statistics.ThreadTotalLiveCount - before).Should().Be(3, "reading leaves nothing");
    }

    private static Tensor[] Heads() => [.. Enumerable.Range(0, 4).Select(i => Formula.Tensor($"head {i}", 2, 3, 4, 5).requires_grad_())];
}
