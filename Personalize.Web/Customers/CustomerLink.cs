namespace Personalize.Web.Customers;

/// <summary>Addresses of a customer's pages. Customer ids may hold any character.</summary>
internal static class CustomerLink
{
    public static string To(string customerId) => $"/users/{Uri.EscapeDataString(customerId)}";

    public static string Recommend(string customerId) => $"/recommend?user={Uri.EscapeDataString(customerId)}";
}
