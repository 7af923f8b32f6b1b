namespace Personalize.Web.Catalogue;

/// <summary>Address of an item's page. Skus may hold any character.</summary>
internal static class ItemLink
{
    public static string To(string sku) => $"/items/{Uri.EscapeDataString(sku)}";
}
