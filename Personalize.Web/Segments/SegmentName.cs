using Personalize.Engine;
using Personalize.Web.Recommendations;

namespace Personalize.Web.Segments;

/// <summary>What an interest cluster is called: by the terms that weigh most in its centre.</summary>
internal static class SegmentName
{
    private const int Terms = 3;

    /// <returns>"hiking, camping and nature"; a dash when the centre has no term.</returns>
    public static string Of(ModelSet set, int cluster) =>
        Of(set.Clusters.TopTerms(cluster, 2 * Terms).Select(set.Catalogue.Text.Terms.IdOf));

    /// <param name="terms">Strongest first; only the first few count.</param>
    public static string Of(IEnumerable<string> terms)
    {
        var name = TermList.Join(terms.Take(2 * Terms), Terms);
        return name.Length == 0 ? Shell.Numbers.Missing : name;
    }
}
