using System.Numerics;

namespace Awsnet.Components;

/// <summary>
/// What one case's images share from slice to slice: tissue, surroundings, coils, field of view; images one slice after another.
/// </summary>
internal sealed class PhantomScene
{
    // Stored value of normal myocardium in a cine series, and its noise relative to that.
    private const double CineGain = 80, CineNoise = 0.1;

    private readonly BodyFrame frame;
    private readonly PhantomOptions options;
    private readonly HeartAnatomy heart;
    private readonly RandomStream anatomy, imaging;
    private readonly TissueSignals tissue;
    private readonly FieldOfView[] views;
    private readonly Vector3 gainJitter, noiseJitter;
    private readonly Scanner scanner;
    private readonly float[][] ideal;
    private readonly bool[] air;
    private readonly ulong thoraxKey;

    public PhantomScene(BodyFrame frame, PhantomOptions options, HeartAnatomy heart, RandomStream anatomy, RandomStream imaging)
    {
        (this.frame, this.options, this.heart, this.anatomy, this.imaging) = (frame, options, heart, anatomy, imaging);
        tissue = new TissueSignals(options, imaging);
        var view = FieldOfView.Draw(frame, anatomy);
        views = [view.Shifted(imaging), view.Shifted(imaging), view.Shifted(imaging)];
        gainJitter = Jitter(0.22);
        noiseJitter = Jitter(0.22);
        scanner = new Scanner(frame.Height, frame.Width);
        ideal = [new float[frame.Height * frame.Width], new float[frame.Height * frame.Width], new float[frame.Height * frame.Width]];
        air = new bool[frame.Height * frame.Width];
        thoraxKey = anatomy.Next();

        Vector3 Jitter(double deviation) => new(
            (float)Math.Exp(deviation * imaging.Normal()),
            (float)Math.Exp(deviation * imaging.Normal()),
            (float)Math.Exp(deviation * imaging.Normal()));
    }

    /// <summary>Images a slice in as many sequences as there are outputs (1: C0 alone; 3: C0, DE, T2).</summary>
    public void Image(HeartSlice slice, Vector3 gain, Vector3 noise, Memory<short>[] outputs)
    {
        // The same stream for every slice: the chest changes with the level, not at random.
        var thorax = new ThoraxPainter(tissue, heart, slice.Level, new RandomStream(thoraxKey));
        PaintThorax(thorax);
        PaintHeart(new HeartPainter(slice, tissue, options, imaging), slice, outputs.Length, imaging);
        for (int s = 0; s < outputs.Length; s++)
        {
            Shade(ideal[s], thorax, strength: s == 0 ? 1 : 1.8);
            double level = noise[s] * noiseJitter[s] * options.Noise;
            scanner.Image(ideal[s], level, gain[s] * gainJitter[s], imaging, outputs[s].Span);
            QuietAir(outputs[s].Span);
            views[s].Cut(outputs[s].Span);
        }
    }

    /// <summary>
    /// Images one slice over the heartbeat, bSSFP alone: the chest stands still, the heart moves, the noise is new each time.
    /// </summary>
    public void ImageCine(IReadOnlyList<HeartSlice> phases, IReadOnlyList<Memory<short>> frames)
    {
        var thorax = new ThoraxPainter(tissue, heart, phases[0].Level, new RandomStream(thoraxKey));
        PaintThorax(thorax);
        float[] chest = [.. ideal[0]];
        ulong key = imaging.Next();
        for (int t = 0; t < phases.Count; t++)
        {
            chest.CopyTo(ideal[0], 0);
            var draws = new RandomStream(key);
            PaintHeart(new HeartPainter(phases[t], tissue, options, draws), phases[t], 1, draws);
            Shade(ideal[0], thorax, strength: 0.9);
            scanner.Image(ideal[0], CineNoise * noiseJitter.X * options.Noise, CineGain * gainJitter.X, imaging, frames[t].Span);
        }
    }

    private void PaintThorax(ThoraxPainter thorax)
    {
        double perMm = 1 / frame.SpacingMm;
        var shape = SmoothField.Draw(frame.Height, frame.Width, 22 * perMm, 1, new RandomStream(thoraxKey, 1));
        var vessels = SmoothField.Draw(frame.Height, frame.Width, Math.Max(4.5 * perMm, 2), 1, imaging);
        var texture = SmoothField.Draw(frame.Height, frame.Width, Math.Max(2.2 * perMm, 2), 0.1, imaging);
        float[] bend = new float[frame.Width], fine = new float[frame.Width], grain = new float[frame.Width];
        for (int y = 0; y < frame.Height; y++)
        {
            Array.Clear(bend);
            Array.Clear(fine);
            Array.Fill(grain, 1);
            shape.AddRow(y, bend);
            vessels.AddRow(y, fine);
            texture.AddRow(y, grain);
            for (int x = 0; x < frame.Width; x++)
            {
                (double bodyX, double bodyY) = frame.ToBody(y, x);
                Vector3 signal = thorax.Paint(bodyX, bodyY, bend[x], fine[x]) * grain[x];
                int at = y * frame.Width + x;
                (ideal[0][at], ideal[1][at], ideal[2][at]) = (signal.X, signal.Y, signal.Z);
                air[at] = signal == Vector3.Zero;
            }
        }
    }

    // Scanners damp the noise around the body when they even out the coils.
    private void QuietAir(Span<short> image)
    {
        for (int i = 0; i < image.Length; i++)
        {
            if (air[i])
                image[i] = (short)(image[i] / 3);
        }
    }

    private void PaintHeart(HeartPainter painter, HeartSlice slice, int sequences, RandomStream draws)
    {
        double reach = painter.Reach(4);
        if (reach < 6)
            return;
        double perMm = 1 / frame.SpacingMm;
        var nulling = SmoothField.Draw(frame.Height, frame.Width, 12 * perMm, 1, draws);
        var texture = SmoothField.Draw(frame.Height, frame.Width, Math.Max(2 * perMm, 2), 0.07, draws);
        float[] uneven = new float[frame.Width], grain = new float[frame.Width];
        for (int s = 0; s < sequences; s++)
        {
            double shiftX = Math.Clamp(draws.Normal(), -2.5, 2.5) * options.MisregistrationMm;
            double shiftY = Math.Clamp(draws.Normal(), -2.5, 2.5) * options.MisregistrationMm;
            PixelBox box = frame.Around(slice.CenterX + shiftX, slice.CenterY + shiftY, reach);
            for (int y = box.Top; y < box.Bottom; y++)
            {
                Array.Clear(uneven);
                Array.Fill(grain, 1);
                nulling.AddRow(y, uneven);
                texture.AddRow(y, grain);
                for (int x = box.Left; x < box.Right; x++)
                {
                    int at = y * frame.Width + x;
                    (double bodyX, double bodyY) = frame.ToBody(y, x);
                    var background = new Vector3(ideal[s][at]);
                    Vector3 signal = painter.Paint(bodyX - shiftX, bodyY - shiftY, background, uneven[x]);
                    if (signal != background)
                        ideal[s][at] = signal[s] * grain[x];
                }
            }
        }
    }

    // Two surface coils: sensitivity falls with the square of the distance; 1 at the heart.
    private void Shade(float[] image, ThoraxPainter thorax, double strength)
    {
        (double frontX, double frontY, double backX, double backY) = thorax.Coils;
        double atHeart = Sensitivity(0, 0);
        for (int y = 0; y < frame.Height; y++)
        {
            for (int x = 0; x < frame.Width; x++)
            {
                int at = y * frame.Width + x;
                if (image[at] == 0)
                    continue;
                (double bodyX, double bodyY) = frame.ToBody(y, x);
                image[at] *= (float)(Sensitivity(bodyX, bodyY) / atHeart);
            }
        }

        double Sensitivity(double x, double y)
        {
            double front = ((x - frontX) * (x - frontX) + (y - frontY) * (y - frontY)) / (60.0 * 60);
            double back = ((x - backX) * (x - backX) + (y - backY) * (y - backY)) / (60.0 * 60);
            return 0.3 + strength * (1 / (1 + front) + 0.7 / (1 + back));
        }
    }
}
