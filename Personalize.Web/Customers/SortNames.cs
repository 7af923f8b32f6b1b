namespace Personalize.Web.Customers;

/// <summary>Sort orders in words, as headers and the footer show them.</summary>
internal static class SortNames
{
    public static string Of(CustomerSort sort) => sort switch
    {
        CustomerSort.CustomerId => "Customer",
        _ => sort.ToString(),
    };
}
