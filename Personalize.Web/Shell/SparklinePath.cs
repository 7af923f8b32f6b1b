using System.Globalization;
using System.Text;

namespace Personalize.Web.Shell;

/// <summary>SVG paths of a small line chart, in whole units so that a live one costs few bytes.</summary>
public static class SparklinePath
{
    public const int Width = 118;
    public const int Height = 32;

    /// <summary>Zero is the floor unless a value lies below it; a flat line of zeros lies on the floor.</summary>
    /// <returns>The line, broken at every NaN; empty when nothing is known.</returns>
    public static string Line(IReadOnlyList<double> values)
    {
        var known = values.Where(double.IsFinite).ToArray();
        if (known.Length == 0)
            return "";
        var low = Math.Min(0, known.Min());
        var span = Math.Max(known.Max() - low, double.Epsilon);
        var step = values.Count > 1 ? (double)Width / (values.Count - 1) : 0;
        var path = new StringBuilder();
        var gap = true;
        for (var index = 0; index < values.Count; index++)
        {
            if (double.IsFinite(values[index]))
            {
                var x = (int)Math.Round(index * step);
                var y = (int)Math.Round((Height - 2) * (1 - (values[index] - low) / span)) + 1;
                path.Append(CultureInfo.InvariantCulture, $"{(gap ? 'M' : 'L')}{x} {y}");
            }
            gap = !double.IsFinite(values[index]);
        }
        return path.ToString();
    }
}
