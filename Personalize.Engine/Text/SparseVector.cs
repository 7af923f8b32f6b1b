namespace Personalize.Engine.Text;

/// <summary>Immutable sparse vector: strictly increasing indices with finite, non-zero values.</summary>
public sealed class SparseVector
{
    public static SparseVector Empty { get; } = new();
}
