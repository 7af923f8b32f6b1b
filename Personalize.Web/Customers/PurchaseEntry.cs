using System.Text.Json;
using System.Text.Json.Serialization;
using Personalize.Data.Customers;
using Personalize.Web.Hosting;
using Personalize.Web.Hosting.Json;

namespace Personalize.Web.Customers;

/// <summary>One entry of a purchase history on the wire: the item's name alone, or an object that says more.</summary>
[JsonConverter(typeof(PurchaseEntryConverter))]
internal sealed record PurchaseEntry(string Item, int? Quantity = null, decimal? Price = null, DateTimeOffset? At = null)
{
    public static PurchaseEntry Of(DeclaredPurchase purchase) =>
        new(purchase.Item, purchase.Quantity, MoneyText.FromCents(purchase.PriceCents), purchase.At);

    public DeclaredPurchase ToDeclared(string field, FieldErrors errors) => new()
    {
        Item = Item,
        Quantity = Quantity,
        PriceCents = MoneyText.ToCents(Price, field + ".price", errors),
        At = At,
    };
}

/// <summary>The long form of <see cref="PurchaseEntry"/>; fields without a value are left out.</summary>
internal sealed record PurchaseFields
{
    public required string Item { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Quantity { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Price { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? At { get; init; }
}

/// <summary>Reads both forms; writes the shortest that says everything.</summary>
internal sealed class PurchaseEntryConverter : JsonConverter<PurchaseEntry>, IObjectShape
{
    public Type Shape => typeof(PurchaseFields);

    public override PurchaseEntry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new(reader.GetString()!);
        var fields = JsonSerializer.Deserialize<PurchaseFields>(ref reader, options) ?? throw new JsonException();
        return new(fields.Item, fields.Quantity, fields.Price, fields.At);
    }

    public override void Write(Utf8JsonWriter writer, PurchaseEntry value, JsonSerializerOptions options)
    {
        if (value is { Quantity: null, Price: null, At: null })
        {
            writer.WriteStringValue(value.Item);
            return;
        }

        JsonSerializer.Serialize(
            writer,
            new PurchaseFields { Item = value.Item, Quantity = value.Quantity, Price = value.Price, At = value.At },
            options);
    }
}
