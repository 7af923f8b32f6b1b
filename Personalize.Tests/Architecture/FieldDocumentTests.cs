using System.Globalization;
using Personalize.Data.Activities;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;
using Personalize.Tests.Support;
using Personalize.Web.Hosting;

namespace Personalize.Tests.Architecture;

/// <summary>docs/fields.md says what the code allows.</summary>
public sealed class FieldDocumentTests
{
    [Theory]
    [InlineData("Users", "customer_id", Customer.CustomerIdMaxLength)]
    [InlineData("Users", "age", Customer.OldestAge)]
    [InlineData("Users", "gender", Customer.GenderMaxLength)]
    [InlineData("Users", "interests", Customer.MaxInterests)]
    [InlineData("Users", "interests", Customer.InterestMaxLength)]
    [InlineData("Users", "purchase_history", Customer.MaxPurchases)]
    [InlineData("Users", "purchase_history[].item", DeclaredPurchase.ItemMaxLength)]
    [InlineData("Users", "purchase_history[].quantity", DeclaredPurchase.MostQuantity)]
    [InlineData("Users", "social_media_activity", Customer.SocialMediaActivityMaxLength)]
    [InlineData("Items", "sku", Item.SkuMaxLength)]
    [InlineData("Items", "title", Item.TitleMaxLength)]
    [InlineData("Items", "description", Item.DescriptionMaxLength)]
    [InlineData("Items", "category", Item.CategoryMaxLength)]
    [InlineData("Items", "brand", Item.BrandMaxLength)]
    [InlineData("Items", "tags", Item.MaxTags)]
    [InlineData("Items", "tags", Item.TagMaxLength)]
    [InlineData("Activities", "value", (long)Activity.MostValue)]
    [InlineData("Activities", "text", Activity.TextMaxLength)]
    public void A_limit_stands_in_the_document_as_in_the_code(string section, string field, long limit)
    {
        var words = LineOf(section, field).Split([' ', '|', ';', '±'], StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains(limit.ToString("N0", CultureInfo.InvariantCulture), words);
    }

    [Theory]
    [InlineData("Users", "purchase_history[].price")]
    [InlineData("Items", "price")]
    public void The_highest_price_stands_in_the_document_as_in_the_code(string section, string field) => Assert.Contains(
        $"0 to {MoneyText.Most.ToString("N0", CultureInfo.InvariantCulture)},", LineOf(section, field), StringComparison.Ordinal);

    private static string LineOf(string section, string field)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "fields.md"));
        var part = text.Split("\n## ").Single(part => part.StartsWith(section + "\n", StringComparison.Ordinal));
        return part.Split('\n').Single(line => line.StartsWith($"| `{field}` |", StringComparison.Ordinal));
    }
}
