using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace Personalize.Web.Recommendations;

/// <summary>Bound from <c>Personalize:Recommendations</c>: what the shop decides about every list. By default, only that nothing is offered twice.</summary>
public sealed class ListOptions
{
    public const string Section = "Personalize:Recommendations";

    /// <summary>λ of variety: 1, the default, for relevance alone; less puts items that resemble those before them further down.</summary>
    [Range(0d, 1d)]
    public double RelevanceShare { get; set; } = 1;

    /// <summary>Items of one category on a list while there are others, besides those with a fixed place; 0, the default, for no limit.</summary>
    [Range(0, RecommendationService.LargestCount)]
    public int MostPerCategory { get; set; }

    /// <summary>Days after which what was bought here may be offered again; 0, the default, for never.</summary>
    [Range(0, 3650)]
    public int BoughtAgainAfterDays { get; set; }

    /// <summary>Places of a list that such items may take while there are others. Default 3.</summary>
    [Range(1, RecommendationService.LargestCount)]
    public int MostBoughtAgain { get; set; } = 3;

    /// <summary>On so many lists of the last <see cref="ShownWithinDays"/> days an item may have been shown, then it is left out; 0, the default, for no limit.</summary>
    [Range(0, ShownItems.MostLists)]
    public int MostShown { get; set; }

    /// <summary>Default 7; served lists are kept for 30 days.</summary>
    [Range(1, 30)]
    public int ShownWithinDays { get; set; } = 7;

    /// <summary>Items for fixed places, such as <c>1=OUT-0024, 4=HOM-0012</c>. Whoever may not be shown the item is not. Default: none.</summary>
    [RegularExpression("""\s*([1-9][0-9]?\s*=[^,=]+(,\s*[1-9][0-9]?\s*=[^,=]+)*)?""", ErrorMessage = "Pins are places and SKUs such as '1=OUT-0024, 4=HOM-0012'.")]
    public string Pins { get; set; } = "";

    /// <summary>SKUs by place; of two for one place the first counts.</summary>
    internal IReadOnlyDictionary<int, string> PinnedSkus() => Pins
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(static pin => pin.Split('=', StringSplitOptions.TrimEntries))
        .Select(static pin => (Place: int.Parse(pin[0], CultureInfo.InvariantCulture), Sku: pin[1]))
        .DistinctBy(static pin => pin.Place)
        .ToDictionary(static pin => pin.Place, static pin => pin.Sku);
}

[OptionsValidator]
internal sealed partial class ListOptionsValidator : IValidateOptions<ListOptions>;
