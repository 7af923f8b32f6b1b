namespace Personalize.Web.Hosting;

public enum SortOrder
{
    Ascending,
    Descending,
}
