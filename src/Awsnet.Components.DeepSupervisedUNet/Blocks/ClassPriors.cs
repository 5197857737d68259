namespace Awsnet.Components;

/// <summary>The logits that stand for the shares of classes.</summary>
internal static class ClassPriors
{
    /// <summary>log p for a softmax; log p / (1 − p) for the one class of a sigmoid.</summary>
    public static float[] ToLogits(ReadOnlySpan<double> shares, int classes)
    {
        if (shares.Length != classes)
            throw new ArgumentException($"Got {shares.Length} shares; give one for each of the {classes} classes.", nameof(shares));
        double sum = 0;
        foreach (double share in shares)
        {
            if (!(share > 0) || !double.IsFinite(share) || (classes == 1 && share >= 1))
                throw new ArgumentException(
                    FormattableString.Invariant($"A share is {share}; give positive numbers") +
                    (classes == 1 ? " under 1." : ". A class that never occurs needs a small one."), nameof(shares));
            sum += share;
        }
        double all = classes == 1 ? 1 - sum : sum;
        float[] logits = new float[classes];
        for (int i = 0; i < classes; i++)
            logits[i] = (float)Math.Log(shares[i] / all);
        return logits;
    }
}
