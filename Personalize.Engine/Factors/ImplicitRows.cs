using Personalize.Engine.Numerics;

namespace Personalize.Engine.Factors;

/// <summary>The least squares problem of one customer while the items stand still, or of one item while the customers do.</summary>
/// <remarks>
/// (α0·HᵀH + Σ hᵢhᵢᵀ + λ·(n + α0·m)^ν · I) · w = Σ hᵢ, sums over the n rows touched out of m: Rendle and others, "Revisiting the
/// Performance of iALS on Item Recommendation Benchmarks", 2022.
/// </remarks>
/// <threadsafety>Immutable while its rows are; each thread brings its own workspace.</threadsafety>
internal sealed class ImplicitRows(FactorRows rows, float[] gram, IalsSettings settings)
{
    /// <summary>The side that stands still, H.</summary>
    public FactorRows Rows => rows;

    public IalsSettings Settings => settings;

    /// <summary>α0.</summary>
    public double UnobservedWeight => settings.UnobservedWeight;

    /// <summary>α0·HᵀH.</summary>
    public ReadOnlySpan<float> Gram => gram;

    public static ImplicitRows Of(FactorRows rows, IalsSettings settings, TrainingRun run) =>
        new(rows, rows.Gram((float)settings.UnobservedWeight, run), settings);

    /// <summary>λ·(n + α0·m)^ν for a row that touched n.</summary>
    public double PenaltyOf(int touched) =>
        settings.Regularisation * Math.Pow(touched + settings.UnobservedWeight * rows.Count, settings.FrequencyExponent);

    /// <summary>The exact solution; all 0 for a row that touched nothing. O(n·k² + k³).</summary>
    /// <param name="solution">Of length <see cref="FactorRows.Stride"/>.</param>
    /// <exception cref="InvalidOperationException">The factors are not finite.</exception>
    public void Solve(ReadOnlySpan<int> touched, Workspace workspace, Span<float> solution)
    {
        solution.Clear();
        if (touched.IsEmpty) return;
        Factor(touched, workspace);
        foreach (var row in touched) RowQuads.AddScaled(rows.Row(row), 1, solution);
        SmallCholesky.Solve(workspace.Matrix, rows.Stride, solution);
    }

    /// <summary>Leaves the factor of the left side in the workspace, for <see cref="SmallCholesky.Solve"/>.</summary>
    public void Factor(ReadOnlySpan<int> touched, Workspace workspace)
    {
        var matrix = workspace.Matrix;
        gram.CopyTo(matrix, 0);
        OuterProducts.Add(rows.Values, rows.Stride, touched, matrix);
        var penalty = (float)PenaltyOf(touched.Length);
        for (var at = 0; at < rows.Stride; at++) matrix[at * (rows.Stride + 1)] += penalty;
        if (!SmallCholesky.TryFactor(matrix, rows.Stride))
            throw new InvalidOperationException($"The factors of {touched.Length} touched rows are not finite numbers.");
    }

    /// <summary>Some steps of conjugate gradients from the solution so far: O(steps · (n·k + k²)).</summary>
    public void Improve(ReadOnlySpan<int> touched, Workspace workspace, Span<float> solution)
    {
        if (touched.IsEmpty)
        {
            solution.Clear();
            return;
        }
        var penalty = (float)PenaltyOf(touched.Length);
        var (residual, direction, image) = (workspace.Residual, workspace.Direction, workspace.Image);
        Array.Clear(residual);
        Apply(touched, solution, penalty, residual);
        for (var at = 0; at < residual.Length; at++) residual[at] = -residual[at];
        foreach (var row in touched) RowQuads.AddScaled(rows.Row(row), 1, residual);
        residual.CopyTo(direction, 0);
        var square = RowQuads.Dot(residual, residual);
        for (var step = 0; step < settings.GradientSteps && square > float.Epsilon; step++)
        {
            Array.Clear(image);
            Apply(touched, direction, penalty, image);
            var length = square / RowQuads.Dot(direction, image);
            RowQuads.AddScaled(direction, length, solution);
            RowQuads.AddScaled(image, -length, residual);
            var before = square;
            square = RowQuads.Dot(residual, residual);
            var turn = square / before;
            for (var at = 0; at < direction.Length; at++) direction[at] = residual[at] + turn * direction[at];
        }
    }

    // target += left side of the equation · vector.
    private void Apply(ReadOnlySpan<int> touched, ReadOnlySpan<float> vector, float penalty, Span<float> target)
    {
        RowQuads.AddScaledRows(gram, vector, target);
        RowQuads.AddScaled(vector, penalty, target);
        RowQuads.AddProducts(rows.Values, touched, vector, 0, 1, target);
    }

    /// <summary>Memory of one thread.</summary>
    internal sealed class Workspace(int stride)
    {
        public float[] Matrix { get; } = new float[stride * stride];
        public float[] Residual { get; } = new float[stride];
        public float[] Direction { get; } = new float[stride];
        public float[] Image { get; } = new float[stride];
    }
}
