namespace Awsnet.Components;

/// <summary>
/// Runs a network over images that are too large for it, window by window, and blends what it says where windows overlap. Any network whose
/// output has its input's size will do, in 2-D ([N, C, H, W]) and in 3-D ([N, C, D, H, W]).
/// </summary>
/// <remarks>
/// <para>Blended(x) = Σ w(x − s) y_s(x − s) / Σ w(x − s) over the windows s that hold pixel x, with y_s the network's numbers (logits or
/// probabilities, as it returns them) and w the weight of a window's pixel (<see cref="SlidingWindowOptions.Blending"/>).</para>
/// <para>Numbers of half precision are added up in single precision. Windows are added in one order, so the batch size changes no bit of
/// the result if it changes none of the network's; many convolutions round differently in batches of another size. Nothing is recorded for
/// gradients. An instance may serve several threads.</para>
/// </remarks>
public sealed class SlidingWindowInference
{
    /// <summary>Keeps the choices.</summary>
    /// <param name="options">Window, overlap and the rest.</param>
    /// <exception cref="ArgumentException">An option outside its range; the message names it.</exception>
    public SlidingWindowInference(SlidingWindowOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
    }

    /// <summary>Window, overlap and the rest.</summary>
    /// <value>As given.</value>
    public SlidingWindowOptions Options { get; }

    /// <summary>The blended output of a network for whole images. Beside the result, memory holds a batch of windows and one channel of
    /// the rows under a window.</summary>
    /// <param name="network">Windows [B, C, …] to [B, channels, …] of the same size; evaluate with it, as nothing is trained here.</param>
    /// <param name="image">[N, C, H, W] or [N, C, D, H, W]; may be smaller than the window.</param>
    /// <param name="progress">Told after each batch of windows; may be null.</param>
    /// <param name="cancellation">Looked at before each batch of windows.</param>
    /// <returns>[N, channels, …] of the image's size, in single precision, or double where the network returns double.</returns>
    /// <exception cref="ArgumentException">An image that does not fit the options.</exception>
    /// <exception cref="InvalidOperationException">The network returned another size, integers, or not-a-number.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public Tensor Predict(
        Func<Tensor, Tensor> network, Tensor image, IProgress<SlidingWindowProgress>? progress = null,
        CancellationToken cancellation = default) => Run(network, image, makesLabels: false, progress, cancellation);

    /// <inheritdoc cref="Predict(Func{Tensor, Tensor}, Tensor, IProgress{SlidingWindowProgress}?, CancellationToken)"/>
    /// <exception cref="ArgumentException">The network is in training mode, or an image does not fit the options.</exception>
    public Tensor Predict(
        nn.Module<Tensor, Tensor> network, Tensor image, IProgress<SlidingWindowProgress>? progress = null,
        CancellationToken cancellation = default) => Predict(Evaluated(network).call, image, progress, cancellation);

    /// <summary>The blended logits of the final head for whole images.</summary>
    /// <inheritdoc cref="Predict(nn.Module{Tensor, Tensor}, Tensor, IProgress{SlidingWindowProgress}?, CancellationToken)"/>
    public Tensor Predict(
        SupervisedNetwork network, Tensor image, IProgress<SlidingWindowProgress>? progress = null,
        CancellationToken cancellation = default) => Predict(Evaluated(network).Predict, image, progress, cancellation);

    /// <summary>The class of each pixel of whole images: the channel of the largest blended number, the first of equal ones; of one
    /// channel, 1 where it is above <see cref="SlidingWindowOptions.Threshold"/>. Numbers of all channels exist for the rows under a window
    /// alone.</summary>
    /// <param name="network">Windows [B, C, …] to [B, channels, …] of the same size; evaluate with it, as nothing is trained here.</param>
    /// <param name="image">[N, C, H, W] or [N, C, D, H, W]; may be smaller than the window.</param>
    /// <param name="progress">Told after each batch of windows; may be null.</param>
    /// <param name="cancellation">Looked at before each batch of windows.</param>
    /// <returns>[N, …] of the image's size, in <see cref="SlidingWindowOptions.LabelType"/>.</returns>
    /// <exception cref="ArgumentException">An image that does not fit the options, or more classes than the type of the labels
    /// holds.</exception>
    /// <exception cref="InvalidOperationException">The network returned another size, integers, or not-a-number.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public Tensor PredictLabels(
        Func<Tensor, Tensor> network, Tensor image, IProgress<SlidingWindowProgress>? progress = null,
        CancellationToken cancellation = default) => Run(network, image, makesLabels: true, progress, cancellation);

    /// <inheritdoc cref="PredictLabels(Func{Tensor, Tensor}, Tensor, IProgress{SlidingWindowProgress}?, CancellationToken)"/>
    /// <exception cref="ArgumentException">The network is in training mode, or an image does not fit the options.</exception>
    public Tensor PredictLabels(
        nn.Module<Tensor, Tensor> network, Tensor image, IProgress<SlidingWindowProgress>? progress = null,
        CancellationToken cancellation = default) => PredictLabels(Evaluated(network).call, image, progress, cancellation);

    /// <inheritdoc cref="PredictLabels(nn.Module{Tensor, Tensor}, Tensor, IProgress{SlidingWindowProgress}?, CancellationToken)"/>
    public Tensor PredictLabels(
        SupervisedNetwork network, Tensor image, IProgress<SlidingWindowProgress>? progress = null,
        CancellationToken cancellation = default) => PredictLabels(Evaluated(network).Predict, image, progress, cancellation);

    private Tensor Run(
        Func<Tensor, Tensor> network, Tensor image, bool makesLabels, IProgress<SlidingWindowProgress>? progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(image);
        var grid = new WindowGrid(image, Options);
        var windows = new WindowRun(network, grid, Options);
        Device device = Options.OutputDevice ?? image.device;
        if (Options.KeepFreedMemory && (Options.WindowDevice ?? image.device).type == DeviceType.CPU)
            FreedMemory.Keep();
        WindowSum? sum = null;
        long done = 0;
        using var quiet = no_grad();
        try
        {
            foreach (WindowPlace[] batch in grid.Places().Chunk(Options.BatchSize))
            {
                cancellation.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                Tensor output = windows.Run(image, batch).to(device);
                sum ??= Open(output);
                for (int i = 0; i < batch.Length; i++)
                    sum.Add(batch[i], output.narrow(0, i, 1));
                done += batch.Length;
                progress?.Report(new(done, grid.Windows));
            }
            return sum!.Finish();
        }
        finally
        {
            sum?.Dispose();
        }

        WindowSum Open(Tensor output)
        {
            if (makesLabels && output.shape[1] > Options.MostClasses)
                throw new ArgumentException(
                    $"The network returned {output.shape[1]} classes but LabelType {Options.LabelType} holds {Options.MostClasses}; " +
                    "take a wider one.");
            var weights = new WindowWeights(grid, Options, output.dtype, device);
            return makesLabels
                ? new LabelsSum(grid, weights, Options, output.shape[1], output.dtype, device)
                : new LogitsSum(grid, weights, output.shape[1], output.dtype, device);
        }
    }

    private static TNetwork Evaluated<TNetwork>(TNetwork network) where TNetwork : nn.Module
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.training)
            throw new ArgumentException(
                "The network is in training mode, in which normalization and dropout depend on the batch; call eval() first.",
                nameof(network));
        return network;
    }
}
