// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ErrorMarks.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace keyturn::transcripts {

namespace {

using Kind = ErrorMark::Kind;
using Error = http::TransportError;

constexpr ErrorMark complaint(QByteArrayView text, access::Complaint what)
{
    return {text, Kind::Complaint, Error::Other, what};
}

constexpr ErrorMark notSendable(QByteArrayView text)
{
    return complaint(text, access::Complaint::HeaderNotSendable);
}

constexpr ErrorMark redirectLoop(QByteArrayView text)
{
    return complaint(text, access::Complaint::RedirectLoop);
}

constexpr ErrorMark cors(QByteArrayView text)
{
    return complaint(text, access::Complaint::CorsBlocked);
}

// Longer before shorter where one begins with the other.
constexpr auto marks = std::to_array<ErrorMark>({
    // requests, httpx, urllib
    ErrorMark{"HTTPError: ", Kind::Status},
    ErrorMark{"HTTPStatusError: ", Kind::Status},
    ErrorMark{"HTTP Error ", Kind::Status},
    ErrorMark{"Client Error: ", Kind::Status},
    ErrorMark{"Server Error: ", Kind::Status},
    // axios, fetch, got
    ErrorMark{"Request failed with status code ", Kind::Status},
    ErrorMark{"Response code ", Kind::Status},
    ErrorMark{"HTTP error! status: ", Kind::Status},
    ErrorMark{"Unexpected server response: ", Kind::Status},
    // PowerShell and .NET
    ErrorMark{"Response status code does not indicate success: ", Kind::Status},
    ErrorMark{"The remote server returned an error: ", Kind::Status},
    // Go, wrangler, cloudflared, curl, wget
    ErrorMark{"unexpected status", Kind::Status},
    ErrorMark{"unexpected HTTP status", Kind::Status},
    ErrorMark{"Unexpected HTTP response code ", Kind::Status},
    ErrorMark{"malformed response from the API", Kind::Status},
    ErrorMark{"curl: (", Kind::Curl},
    ErrorMark{"HTTP request sent, awaiting response... ", Kind::Status},
    ErrorMark{"websocket: bad handshake", Kind::Handshake},
    // git, npm, Ansible, reqwest, Java, Ruby, docker, PHP
    ErrorMark{"The requested URL returned error: ", Kind::Status},
    ErrorMark{"npm error code E", Kind::Status},
    ErrorMark{"npm ERR! code E", Kind::Status},
    ErrorMark{"Status code was ", Kind::Status},
    ErrorMark{"HTTP status client error (", Kind::Status},
    ErrorMark{"HTTP status server error (", Kind::Status},
    ErrorMark{"HTTP response code: ", Kind::Status},
    ErrorMark{"HttpClientErrorException$", Kind::Status},
    ErrorMark{"HttpServerErrorException$", Kind::Status},
    ErrorMark{"WebClientResponseException$", Kind::Status},
    ErrorMark{"FeignException$Forbidden: ", Kind::Status},
    ErrorMark{"FeignException$Unauthorized: ", Kind::Status},
    ErrorMark{"Received status code ", Kind::Status},
    ErrorMark{"RestClient::", Kind::Status},
    ErrorMark{"Net::HTTP", Kind::Status},
    ErrorMark{"responded with status", Kind::Status},
    ErrorMark{"error parsing HTTP ", Kind::Status},
    ErrorMark{"resulted in a `", Kind::Status},
    ErrorMark{"got status ", Kind::Status},
    ErrorMark{"failed to fetch ", Kind::Status},
    ErrorMark{"Der Remoteserver hat einen Fehler", Kind::Status},
    ErrorMark{"Le serveur distant a retourn", Kind::Status},
    // Containers, Go modules, RubyGems, BusyBox, Hurl
    ErrorMark{"invalid status code from registry ", Kind::Status},
    ErrorMark{": reading https://", Kind::Status},
    ErrorMark{"bad response Forbidden ", Kind::Status},
    ErrorMark{"bad response Unauthorized ", Kind::Status},
    ErrorMark{"server returned error: HTTP/1.1 ", Kind::Status},
    ErrorMark{"actual value is <", Kind::Status},
    ErrorMark{"407 Proxy Authentication Required", Kind::ProxyLogin},
    ErrorMark{"Failed to authenticate with proxy", Kind::ProxyLogin},
    // Words that other programs have for other things.
    ErrorMark{"status code", Kind::MaybeStatus},
    ErrorMark{"Status code", Kind::MaybeStatus},
    ErrorMark{"StatusCode", Kind::MaybeStatus},
    ErrorMark{"statusCode", Kind::MaybeStatus},
    ErrorMark{"status_code", Kind::MaybeStatus},
    ErrorMark{"status: ", Kind::MaybeStatus},
    ErrorMark{"Status: ", Kind::MaybeStatus},
    ErrorMark{"Code: ", Kind::MaybeStatus},
    ErrorMark{"status=", Kind::MaybeStatus},
    ErrorMark{"status\":", Kind::MaybeStatus},
    ErrorMark{"status':", Kind::MaybeStatus},
    ErrorMark{"Status(", Kind::MaybeStatus},
    ErrorMark{"returned status", Kind::MaybeStatus},
    ErrorMark{"response code", Kind::MaybeStatus},
    ErrorMark{"HTTP/1.1 ", Kind::MaybeStatus},
    ErrorMark{"HTTP/1.0 ", Kind::MaybeStatus},
    ErrorMark{"HTTP/2 ", Kind::MaybeStatus},
    ErrorMark{"HTTP/2.0 ", Kind::MaybeStatus},
    ErrorMark{"HTTP/3 ", Kind::MaybeStatus},
    ErrorMark{"HTTP ", Kind::MaybeStatus},
    ErrorMark{", got ", Kind::MaybeStatus},
    ErrorMark{"unexpected token at '<!", Kind::NotJson},
    ErrorMark{"unexpected token at '<html", Kind::NotJson},
    ErrorMark{"unexpected character: '<!", Kind::NotJson},
    ErrorMark{"unexpected character: '<html", Kind::NotJson},
    ErrorMark{"unexpected ", Kind::MaybeStatus},
    ErrorMark{"<Response [", Kind::MaybeStatus},
    ErrorMark{"net::ERR_FAILED ", Kind::MaybeStatus},

    ErrorMark{"NameResolutionError", Kind::Failure, Error::HostNotFound},
    ErrorMark{"Name or service not known", Kind::Failure, Error::HostNotFound},
    ErrorMark{"nodename nor servname provided", Kind::Failure, Error::HostNotFound},
    ErrorMark{"Temporary failure in name resolution", Kind::Failure, Error::HostNotFound},
    ErrorMark{"getaddrinfo failed", Kind::Failure, Error::HostNotFound},
    ErrorMark{"ENOTFOUND", Kind::Failure, Error::HostNotFound},
    ErrorMark{"EAI_AGAIN", Kind::Failure, Error::HostNotFound},
    ErrorMark{"no such host", Kind::Failure, Error::HostNotFound},
    ErrorMark{"No such host is known", Kind::Failure, Error::HostNotFound},
    ErrorMark{"The remote name could not be resolved", Kind::Failure, Error::HostNotFound},
    ErrorMark{"UnknownHostException", Kind::Failure, Error::HostNotFound},
    ErrorMark{"Could not resolve host", Kind::Failure, Error::HostNotFound},
    ErrorMark{"failed to lookup address information", Kind::Failure, Error::HostNotFound},
    ErrorMark{"Der Remotename konnte nicht", Kind::Failure, Error::HostNotFound},
    ErrorMark{"Le nom distant n'a pas pu", Kind::Failure, Error::HostNotFound},
    ErrorMark{"NSURLErrorDomain Code=-1003", Kind::Failure, Error::HostNotFound},
    ErrorMark{"cURL error 6: ", Kind::Failure, Error::HostNotFound},
    ErrorMark{"[A(1)", Kind::Failure, Error::HostNotFound},
    ErrorMark{"ERR_NAME_NOT_RESOLVED", Kind::Failure, Error::HostNotFound},
    ErrorMark{"unable to resolve host address", Kind::Failure, Error::HostNotFound},
    ErrorMark{"wget: bad address", Kind::Failure, Error::HostNotFound},
    ErrorMark{"die Host-Adresse", Kind::Failure, Error::HostNotFound},
    ErrorMark{"wget : impossible de r", Kind::Failure, Error::HostNotFound},
    ErrorMark{"Der Name oder der Dienst ist nicht bekannt", Kind::Failure, Error::HostNotFound},
    ErrorMark{"Der angegebene Host ist unbekannt", Kind::Failure, Error::HostNotFound},
    ErrorMark{"Es ist kein solcher Host bekannt", Kind::Failure, Error::HostNotFound},
    ErrorMark{"Nom ou service inconnu", Kind::Failure, Error::HostNotFound},
    ErrorMark{"Nombre o servicio desconocido", Kind::Failure, Error::HostNotFound},
    ErrorMark{"リモート名を解決できませんでした", Kind::Failure, Error::HostNotFound},
    ErrorMark{"名前またはサービスが不明です", Kind::Failure, Error::HostNotFound},
    ErrorMark{"そのようなホストは不明です", Kind::Failure, Error::HostNotFound},
    ErrorMark{"未能解析此远程名称", Kind::Failure, Error::HostNotFound},
    ErrorMark{"不知道这样的主机", Kind::Failure, Error::HostNotFound},
    ErrorMark{"ECONNREFUSED", Kind::Failure, Error::ConnectionRefused},
    ErrorMark{"Connection refused", Kind::Failure, Error::ConnectionRefused},
    ErrorMark{"connection refused", Kind::Failure, Error::ConnectionRefused},
    ErrorMark{"actively refused it", Kind::Failure, Error::ConnectionRefused},
    ErrorMark{"Zielcomputer die Verbindung verweigerte", Kind::Failure, Error::ConnectionRefused},
    ErrorMark{"ordinateur cible l'a express", Kind::Failure, Error::ConnectionRefused},
    ErrorMark{"ERR_CONNECTION_REFUSED", Kind::Failure, Error::ConnectionRefused},
    ErrorMark{"NSURLErrorDomain Code=-1004", Kind::Failure, Error::Other},
    ErrorMark{"WinError 10061", Kind::Failure, Error::ConnectionRefused},
    ErrorMark{"Verbindungsaufbau abgelehnt", Kind::Failure, Error::ConnectionRefused},
    ErrorMark{"Connexion refus", Kind::Failure, Error::ConnectionRefused},
    ErrorMark{"接続を拒否されました", Kind::Failure, Error::ConnectionRefused},
    ErrorMark{"由于目标计算机积极拒绝", Kind::Failure, Error::ConnectionRefused},
    ErrorMark{"ECONNRESET", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"Connection reset by peer", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"connection reset by peer", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"Connection reset", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"NSURLErrorDomain Code=-1005", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"cURL error 52: ", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"cURL error 56: ", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"Remote end closed connection without response", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"Server disconnected without sending a response", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"UND_ERR_SOCKET", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"socket hang up", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"\": EOF", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"ERR_CONNECTION_RESET", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"ERR_CONNECTION_CLOSED", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"ERR_EMPTY_RESPONSE", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"WinError 10054", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"Verbindung wurde vom Kommunikationspartner", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"相手からリセットされました", Kind::Failure, Error::ConnectionLost},
    ErrorMark{"ENETUNREACH", Kind::Failure, Error::Unreachable},
    ErrorMark{"EHOSTUNREACH", Kind::Failure, Error::Unreachable},
    ErrorMark{"Network is unreachable", Kind::Failure, Error::Unreachable},
    ErrorMark{"network is unreachable", Kind::Failure, Error::Unreachable},
    ErrorMark{"no route to host", Kind::Failure, Error::Unreachable},
    ErrorMark{"ProxyError", Kind::Failure, Error::Unreachable},
    ErrorMark{"NSURLErrorDomain Code=-1009", Kind::Failure, Error::Unreachable},
    ErrorMark{"ERR_INTERNET_DISCONNECTED", Kind::Failure, Error::Unreachable},
    ErrorMark{"ERR_PROXY_CONNECTION_FAILED", Kind::Failure, Error::Unreachable},
    ErrorMark{"ERR_TUNNEL_CONNECTION_FAILED", Kind::Failure, Error::Unreachable},
    ErrorMark{"Keine Route zum Zielrechner", Kind::Failure, Error::Unreachable},
    ErrorMark{"Das Netzwerk ist nicht erreichbar", Kind::Failure, Error::Unreachable},
    ErrorMark{"CERTIFICATE_VERIFY_FAILED", Kind::Failure, Error::TlsFailed},
    ErrorMark{"SSLCertVerificationError", Kind::Failure, Error::TlsFailed},
    ErrorMark{"CERT_HAS_EXPIRED", Kind::Failure, Error::TlsFailed},
    ErrorMark{"UNABLE_TO_VERIFY_LEAF_SIGNATURE", Kind::Failure, Error::TlsFailed},
    ErrorMark{"UNABLE_TO_GET_ISSUER_CERT", Kind::Failure, Error::TlsFailed},
    ErrorMark{"DEPTH_ZERO_SELF_SIGNED_CERT", Kind::Failure, Error::TlsFailed},
    ErrorMark{"SELF_SIGNED_CERT_IN_CHAIN", Kind::Failure, Error::TlsFailed},
    ErrorMark{"ERR_TLS_CERT_ALTNAME_INVALID", Kind::Failure, Error::TlsFailed},
    ErrorMark{"ERR_SSL_", Kind::Failure, Error::TlsFailed},
    ErrorMark{"NSURLErrorDomain Code=-120", Kind::Failure, Error::TlsFailed},
    ErrorMark{"cURL error 35: ", Kind::Failure, Error::TlsFailed},
    ErrorMark{"cURL error 60: ", Kind::Failure, Error::TlsFailed},
    ErrorMark{"certificate has expired", Kind::Failure, Error::TlsFailed},
    ErrorMark{"ERR_CERT_", Kind::Failure, Error::TlsFailed},
    ErrorMark{"server gave HTTP response to HTTPS client", Kind::Failure, Error::TlsFailed},
    ErrorMark{"tls: failed to verify certificate", Kind::Failure, Error::TlsFailed},
    ErrorMark{"alert certificate required", Kind::Failure, Error::TlsFailed},
    ErrorMark{"SEC_E_UNTRUSTED_ROOT", Kind::Failure, Error::TlsFailed},
    ErrorMark{"x509: certificate", Kind::Failure, Error::TlsFailed},
    ErrorMark{"remote error: tls: ", Kind::Failure, Error::TlsFailed},
    ErrorMark{"The SSL connection could not be established", Kind::Failure, Error::TlsFailed},
    ErrorMark{"Could not establish trust relationship", Kind::Failure, Error::TlsFailed},
    ErrorMark{"PKIX path building failed", Kind::Failure, Error::TlsFailed},
    ErrorMark{"SSLHandshakeException", Kind::Failure, Error::TlsFailed},
    ErrorMark{"certificate verify failed", Kind::Failure, Error::TlsFailed},
    ErrorMark{"invalid peer certificate", Kind::Failure, Error::TlsFailed},
    ErrorMark{"SSL certificate problem", Kind::Failure, Error::TlsFailed},
    ErrorMark{"konnte keine Vertrauensstellung", Kind::Failure, Error::TlsFailed},
    ErrorMark{"relation de confiance pour le canal", Kind::Failure, Error::TlsFailed},
    ErrorMark{"SocketTimeoutException", Kind::Failure, Error::TimedOut},
    ErrorMark{"HttpTimeoutException", Kind::Failure, Error::TimedOut},
    ErrorMark{"HttpConnectTimeoutException", Kind::Failure, Error::TimedOut},
    ErrorMark{"Net::ReadTimeout", Kind::Failure, Error::TimedOut},
    ErrorMark{"Net::OpenTimeout", Kind::Failure, Error::TimedOut},
    ErrorMark{"operation timed out", Kind::Failure, Error::TimedOut},
    ErrorMark{"Connection timed out", Kind::Failure, Error::TimedOut},
    ErrorMark{"hat das Zeitlimit", Kind::Failure, Error::TimedOut},
    ErrorMark{"d'attente de l'op", Kind::Failure, Error::TimedOut},
    ErrorMark{"Read timed out", Kind::Failure, Error::TimedOut},
    ErrorMark{"ConnectTimeout", Kind::Failure, Error::TimedOut},
    ErrorMark{"ReadTimeout", Kind::Failure, Error::TimedOut},
    ErrorMark{"ETIMEDOUT", Kind::Failure, Error::TimedOut},
    ErrorMark{"UND_ERR_CONNECT_TIMEOUT", Kind::Failure, Error::TimedOut},
    ErrorMark{"UND_ERR_HEADERS_TIMEOUT", Kind::Failure, Error::TimedOut},
    ErrorMark{"UND_ERR_BODY_TIMEOUT", Kind::Failure, Error::TimedOut},
    ErrorMark{"ECONNABORTED", Kind::Failure, Error::TimedOut},
    ErrorMark{"Client.Timeout exceeded", Kind::Failure, Error::TimedOut},
    ErrorMark{"context deadline exceeded", Kind::Failure, Error::TimedOut},
    ErrorMark{"TLS handshake timeout", Kind::Failure, Error::TimedOut},
    ErrorMark{"i/o timeout", Kind::Failure, Error::TimedOut},
    ErrorMark{"NSURLErrorDomain Code=-1001", Kind::Failure, Error::TimedOut},
    ErrorMark{"cURL error 28: ", Kind::Failure, Error::TimedOut},
    ErrorMark{"ERR_TIMED_OUT", Kind::Failure, Error::TimedOut},
    ErrorMark{"ERR_CONNECTION_TIMED_OUT", Kind::Failure, Error::TimedOut},
    ErrorMark{"operation was aborted due to timeout", Kind::Failure, Error::TimedOut},
    ErrorMark{"WinError 10060", Kind::Failure, Error::TimedOut},
    ErrorMark{"Ein Verbindungsversuch ist fehlgeschlagen", Kind::Failure, Error::TimedOut},
    ErrorMark{"r die Verbindung ist abgelaufen", Kind::Failure, Error::TimedOut},
    ErrorMark{"接続がタイムアウトしました", Kind::Failure, Error::TimedOut},
    ErrorMark{"The operation has timed out", Kind::Failure, Error::TimedOut},
    ErrorMark{"configured HttpClient.Timeout", Kind::Failure, Error::TimedOut},
    ErrorMark{"malformed HTTP response", Kind::Failure, Error::NotHttp},
    ErrorMark{"BadStatusLine", Kind::Failure, Error::NotHttp},
    ErrorMark{"HPE_INVALID_", Kind::Failure, Error::NotHttp},

    ErrorMark{"JSONDecodeError", Kind::NotJson},
    ErrorMark{"Unexpected token '<'", Kind::NotJson},
    ErrorMark{"Unexpected token < in JSON", Kind::NotJson},
    ErrorMark{"invalid character '<' looking for", Kind::NotJson},
    ErrorMark{"Invalid JSON primitive", Kind::NotJson},
    ErrorMark{"Invalid numeric literal", Kind::NotJson},
    ErrorMark{"invalid json response body", Kind::NotJson},
    ErrorMark{"Unrecognized token '<'", Kind::NotJson},
    ErrorMark{"JSON.parse: unexpected character at line 1 column 1", Kind::NotJson},
    ErrorMark{"Unexpected character ('<' (code 60))", Kind::NotJson},
    ErrorMark{"Expected BEGIN_OBJECT but was STRING", Kind::NotJson},
    ErrorMark{"expected value at line 1 column 1", Kind::NotJson},
    ErrorMark{"'<' is an invalid start of a value", Kind::NotJson},
    ErrorMark{"Unexpected character encountered while parsing value: <", Kind::NotJson},
    ErrorMark{"JSON::ParserError", Kind::NotJson},
    ErrorMark{"Expecting value: line 1 column 1 (char 0)", Kind::NotJson},
    ErrorMark{"ltiges JSON-Primitiv", Kind::NotJson},
    ErrorMark{"Primitive JSON non valide", Kind::NotJson},
    ErrorMark{"Error(\"expected value\", line: 1, column: 1)", Kind::NotJson},
    ErrorMark{"FormatException: Unexpected character (at character 1)", Kind::NotJson},
    ErrorMark{"while decoding JSON: json: cannot unmarshal string into Go value", Kind::NotJson},

    notSendable("ERR_INVALID_CHAR"),
    notSendable("Invalid character in header content"),
    notSendable("invalid header field value"),
    notSendable("return character(s) in header value"),
    notSendable("Invalid header value"),
    notSendable("invalid header value"),
    notSendable("Illegal header value"),
    notSendable("New-line characters are not allowed in header values"),
    notSendable("failed to parse header value"),
    notSendable("is not valid header value"),
    notSendable("new line detected"),
    notSendable("Cannot convert argument to a ByteString"),

    redirectLoop("redirect count exceeded"),
    redirectLoop("TooManyRedirects"),
    redirectLoop("ERR_FR_TOO_MANY_REDIRECTS"),
    redirectLoop("ERR_TOO_MANY_REDIRECTS"),
    redirectLoop("Maximum number of redirects exceeded"),
    redirectLoop("maximum redirect reached"),
    redirectLoop("stopped after 10 redirects"),
    redirectLoop("too many redirects"),
    redirectLoop("Too many redirects"),
    redirectLoop("redirections exceeded"),
    redirectLoop("Too many automatic redirections"),
    redirectLoop("Server redirected too many"),
    redirectLoop("redirected you too many times"),
    redirectLoop("Will not follow more than"),
    redirectLoop("maximum redirection count has been exceeded"),
    redirectLoop("Zu viele automatische Umleitungen"),

    cors("has been blocked by CORS policy"),
    cors("Cross-Origin Request Blocked"),
    cors("is not allowed by Access-Control-Allow-Origin"),
    cors("due to access control checks"),
    cors("Gleiche-Quelle-Regel verbietet das Lesen"),
    complaint("failed to find Access application at", access::Complaint::NoApplicationFound),
    ErrorMark{"is behind Cloudflare Access", Kind::BehindAccess},
    ErrorMark{"CLOUDFLARE_ACCESS_CLIENT_SECRET must be set", Kind::HalfOfCredentials},
    ErrorMark{"CLOUDFLARE_ACCESS_CLIENT_ID must be set", Kind::HalfOfCredentials},

    ErrorMark{".cloudflareaccess.com/cdn-cgi/access/login", Kind::LoginAddress},
    ErrorMark{".cloudflareaccess.com\\/cdn-cgi\\/access\\/login", Kind::LoginAddress},
    ErrorMark{"<title>Sign in", Kind::LoginTitle},
    ErrorMark{"<title>Error", Kind::BlockTitle},
    ErrorMark{"error code: ", Kind::CloudflareCode},
    ErrorMark{"cf-access-aud: ", Kind::AccessHeader},
    ErrorMark{"cf-access-domain: ", Kind::AccessHeader},
    ErrorMark{"Cf-Access-Aud: ", Kind::AccessHeader},
    ErrorMark{"CF-Access-Aud: ", Kind::AccessHeader},
    ErrorMark{"cf-access-aud\":", Kind::AccessHeader},
    ErrorMark{"cf-access-aud':", Kind::AccessHeader},
    ErrorMark{"\"aud\":", Kind::BlockMessage},
    ErrorMark{"\"aud\" :", Kind::BlockMessage},
    ErrorMark{"\\\"aud\\\":", Kind::BlockMessage},

    ErrorMark{"\"success\":false", Kind::ApiAnswer},
    ErrorMark{"\"success\": false", Kind::ApiAnswer},
    ErrorMark{"'success': False", Kind::ApiAnswer},
    ErrorMark{"[code: ", Kind::ApiCode},
    ErrorMark{"Authentication error (", Kind::ApiCode},
    ErrorMark{"Invalid API Token (", Kind::ApiCode},
    ErrorMark{"Invalid request headers (", Kind::ApiCode},
    ErrorMark{"Unauthorized to access requested resource (", Kind::ApiCode},
    ErrorMark{"access.api.error.not_enabled (", Kind::ApiCode},
    ErrorMark{"access.api.error.not_enabled [code: ", Kind::ApiCode},
    ErrorMark{"error=\"Unable to reach the origin service", Kind::TunnelFailure},
    ErrorMark{"\"error\":\"Unable to reach the origin service", Kind::TunnelFailure},
    ErrorMark{"(AccessJWTValidator) due to: no access token in request", Kind::NoAssertion},
});

constexpr std::size_t pairOf(char a, char b)
{
    return static_cast<std::size_t>(static_cast<unsigned char>(a)) * 256 + static_cast<unsigned char>(b);
}

/// Nearly every place of a text is ruled out by its first two characters; for the others, this gives the few
/// marks that begin with them, in their order.
class Beginnings
{
public:
    Beginnings()
    {
        std::transform(
            marks.begin(), marks.end(), m_marks.begin(), [](const ErrorMark &mark) { return &mark; });
        std::stable_sort(m_marks.begin(), m_marks.end(), [](const ErrorMark *a, const ErrorMark *b) {
            return pairOf(a->text[0], a->text[1]) < pairOf(b->text[0], b->text[1]);
        });
        for (std::size_t i = m_marks.size(); i-- > 0;)
            m_first[pairOf(m_marks[i]->text[0], m_marks[i]->text[1])] = static_cast<std::uint16_t>(i + 1);
    }

    [[nodiscard]] const ErrorMark *markAt(QByteArrayView text) const
    {
        const std::size_t pair = pairOf(text[0], text[1]);
        const std::size_t first = m_first[pair];
        if (first == 0)
            return nullptr;
        for (std::size_t i = first - 1; i < m_marks.size(); ++i) {
            if (pairOf(m_marks[i]->text[0], m_marks[i]->text[1]) != pair)
                break;
            if (text.startsWith(m_marks[i]->text))
                return m_marks[i];
        }
        return nullptr;
    }

private:
    std::array<const ErrorMark *, marks.size()> m_marks{};
    std::array<std::uint16_t, 65536> m_first{}; ///< One more than the place of the first; 0 for none.
};

} // namespace

std::optional<MarkedPlace> errorMarkIn(QByteArrayView line, qsizetype from)
{
    static const Beginnings beginnings;
    for (qsizetype at = from; at + 1 < line.size(); ++at) {
        if (const ErrorMark *mark = beginnings.markAt(line.sliced(at)))
            return MarkedPlace{mark, at};
    }
    return std::nullopt;
}

} // namespace keyturn::transcripts
