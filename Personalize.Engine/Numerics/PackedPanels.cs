using System.Numerics;

namespace Personalize.Engine.Numerics;

/// <summary>Rows of a dense block, rearranged so that <see cref="RegisterTile"/> reads them front to back.</summary>
/// <remarks>A panel is some rows, stored step by step of the depth. Rows that fill the last panel up are 0.</remarks>
internal static class PackedPanels
{
    /// <param name="rows">Row-major block of <paramref name="rowCount"/> rows, <paramref name="depth"/> values each.</param>
    /// <param name="height">Rows of one panel.</param>
    /// <param name="sign">1, or -1 for the negated rows.</param>
    /// <param name="packed">Receives the panels, each of height · depth values.</param>
    public static void Pack<T>(ReadOnlySpan<T> rows, int rowCount, int depth, int height, T sign, Span<T> packed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        unchecked
        {
            for (int first = 0, at = 0; first < rowCount; first += height)
            {
                var live = Math.Min(height, rowCount - first);
                var panel = packed.Slice(at, height * depth);
                at += height * depth;
                if (live < height) panel.Clear();
                for (var row = 0; row < live; row++)
                {
                    var source = rows.Slice((first + row) * depth, depth);
                    for (var step = 0; step < source.Length; step++) panel[step * height + row] = sign * source[step];
                }
            }
        }
    }
}
