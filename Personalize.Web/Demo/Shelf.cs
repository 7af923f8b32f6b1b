namespace Personalize.Web.Demo;

/// <summary>One part of the demo shop: what stands there, in words.</summary>
/// <param name="Tags">Interests that lead people here; the first two are on every item.</param>
/// <param name="PeakMonth">Month of most interest, 1 to 12; 0 for none.</param>
/// <param name="Products">What things are called, without brand.</param>
/// <param name="Features">Ends of the sentence "It …".</param>
internal sealed record Shelf(
    string Name, string[] Tags, int PriceFrom, int PriceTo, int PeakMonth, string[] Products, string[] Features);

/// <param name="Lines">Model names; brand and line together make a title.</param>
internal sealed record Department(string Name, string[] Brands, string[] Lines, Shelf[] Shelves);
