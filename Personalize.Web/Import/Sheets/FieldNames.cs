using System.Collections.Frozen;
using System.Text;

namespace Personalize.Web.Import.Sheets;

/// <summary>How people name columns. Case, spaces, underscores and punctuation do not matter.</summary>
internal static class FieldNames
{
    /// <summary>Names that mean a field beyond doubt, and names that mean it when no better column is there.</summary>
    private static readonly Dictionary<SheetField, (string Label, string Sure, string Likely)> Names = new()
    {
        [SheetField.CustomerId] = ("Customer id", "customerid customerno customernumber custid custno customercode userid", "customer user id clientid client memberid accountid buyerid shopperid"),
        [SheetField.Age] = ("Age", "age", "ageyears ageinyears customerage"),
        [SheetField.Gender] = ("Gender", "gender", "sex customergender"),
        [SheetField.Interests] = ("Interests", "interests", "interest hobbies preferences topics likes"),
        [SheetField.PurchaseHistory] = ("Purchase history", "purchasehistory", "purchases pastpurchases orderhistory purchaseditems boughtitems"),
        [SheetField.EngagementScore] = ("Engagement score", "engagementscore", "engagement"),
        [SheetField.SentimentScore] = ("Sentiment score", "sentimentscore", "sentiment"),
        [SheetField.SocialMediaActivity] = ("Social media activity", "socialmediaactivity", "socialmedia socialactivity socialmediausage social"),
        [SheetField.Invoice] = ("Invoice", "invoiceno invoice invoicenumber invoiceid", "orderid orderno ordernumber transactionid transactionno basketid receiptno receiptid order"),
        [SheetField.Item] = ("Item", "stockcode sku itemid itemcode itemno productid productcode productno", "articleno article item product material"),
        [SheetField.Description] = ("Description", "description productname itemname productdescription itemdescription", "title producttitle itemtitle"),
        [SheetField.Quantity] = ("Quantity", "quantity qty", "units pieces count"),
        [SheetField.Date] = ("Time", "invoicedate orderdate transactiondate purchasedate occurredat", "date timestamp datetime time purchasedat orderedat"),
        [SheetField.Price] = ("Unit price", "unitprice price", "itemprice productprice priceperunit saleprice"),
        [SheetField.Country] = ("Country", "country", "countrycode"),
    };

    private static readonly FrozenDictionary<string, (SheetField Field, bool Sure)> ByName = Names
        .SelectMany(pair => pair.Value.Sure.Split(' ').Select(name => (name, pair.Key, Sure: true))
            .Concat(pair.Value.Likely.Split(' ').Select(name => (name, pair.Key, Sure: false))))
        .ToFrozenDictionary(entry => entry.name, entry => (entry.Key, entry.Sure), StringComparer.Ordinal);

    public static string LabelOf(SheetField field) => Names[field].Label;

    /// <returns>Null when the name means nothing to us; such columns are not imported.</returns>
    public static (SheetField Field, bool Sure)? Find(string header) =>
        ByName.TryGetValue(Fold(header), out var found) ? found : null;

    private static string Fold(string header)
    {
        var folded = new StringBuilder(header.Length);
        foreach (var letter in header.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsLetterOrDigit(letter))
                folded.Append(char.ToLowerInvariant(letter));
        }

        return folded.ToString();
    }
}
