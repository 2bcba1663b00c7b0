"""The syllables that most Vietnamese text consists of, which tell likely cuts from unlikely ones.

Written by hand for this project: the syllables of administrative, academic and everyday prose,
in their standard spelling. Rare ones of dialect, of sound-words and of transliterated names
("nin", "pu", "xtan") are left out on purpose.
"""

from __future__ import annotations

_SYLLABLES = """
á ác ách ai ái am ảm ám an án anh ảnh ánh ao ảo áo áp át ăn âm ầm ẩm ấm ân ẩn ấn ấp âu ẩu ấu ấy ba
bà bá bác bạc bách bạch bài bãi bái bại bám ban bàn bản bán bạn bang bàng bảng báng bành bánh bao
bào bảo bão báo bạo bát bạt báu bay bày bảy bắc bắn băng bằng bắp bắt bậc bẩm bần bẩn bận bất bật
bầu bây bẩy bấy bè bé bèn bén béo bề bể bế bệ bên bền bến bệnh bếp bi bì bỉ bí bị bia bìa bích biếc
biên biển biến biện biết biệt biểu biếu binh bình bính bo bò bỏ bó bọ bóc bọc bói bom bón bọn bỏng
bóng bóp bồ bổ bố bộ bốc bộc bôi bồi bối bội bôn bổn bốn bông bồng bổng bột bơ bờ bở bơi bởi bới
bớt bù bú bùa búa bục bùi bụi bùn bún bùng bụng buộc buổi buôn buồn buông buồng bút bụt bừa bữa bức
bực bừng bước bưởi bướm bứt bưu bửu ca cà cả cá các cách cai cài cải cãi cái cam cảm cám can càn
cản cán cạn cang càng cảng cáng canh cành cảnh cánh cạnh cao cào cáo cạo cáp cát cau cáu cay cày
cắm căn cằn cắn cặn căng cẳng cắp cặp cắt câm cầm cẩm cấm cân cần cẩn cấn cận cấp cập cất cật câu
cầu cẩu cấu cậu cây cấy cậy cha chà chả chạ chạc chai chài chải chái chàm chạm chan chán chàng
chanh chánh chao chào chảo cháo chạp chát chau cháu chay chày chảy cháy chạy chắc chăm chăn chẵn
chắn chặn chăng chằng chẳng chặng chắp chắt chặt châm chấm chậm chân chần chẩn chấn chận chấp chập
chất chật châu chầu chấu chậu che chè chẽ ché chém chèn chén cheo chèo chép chét chê chế chếch
chệch chênh chết chi chì chỉ chí chị chia chìa chích chiếc chiêm chiếm chiên chiền chiến chiêng
chiết chiêu chiều chiểu chiếu chim chìm chín chinh chình chỉnh chính chịt chịu cho chó choai choàng
choáng chóc chọc chói chọi chòm chọn chong chóng chóp chót chỗ chốc chổi chối chôn chồn chốn chồng
chống chốt chờ chở chớ chợ chơi chớp chợt chu chủ chú chua chùa chúa chuẩn chúc chục chui chum chùm
chung chùng chủng chúng chuộc chuôi chuỗi chuối chuông chuồng chuộng chuốt chuột chụp chút chuyên
chuyền chuyển chuyến chuyện chư chữ chứ chưa chừa chửa chữa chứa chức chửi chưng chừng chững chứng
chước chương chưởng chướng co cò cỏ có cọ cóc cọc coi còi cỏi cõi con còn cong cọp cót cô cồ cổ cỗ
cố cộ cốc cộc côi cỗi cối cội côn cồn công cồng cổng cống cộng cốt cột cơ cờ cỡ cớ cơi cởi cơm cơn
cợt cu cù củ cũ cú cụ cua của cúc cục cùi củi cúi cúm cụm cung cùng củng cũng cúng cuốc cuộc cuối
cuội cuốn cuộn cuồng cuống cúp cút cụt cư cử cứ cự cưa cửa cựa cực cưng cứng cước cược cười cưỡi
cưới cương cường cưỡng cướp cưu cừu cửu cữu cứu cựu da dà dã dạ dai dài dải dái dại dám dàn dãn dán
dạn dang dàng dáng dạng danh dành dao dào dạo dạt day dày dãy dạy dặm dằn dặn dắt dâm dầm dấm dậm
dân dần dẫn dấn dâng dập dật dâu dầu dấu dậu dây dấy dậy dè dẻ dẹp dê dễ dế dệt di dì dĩ dị dịch
diêm diễm diệm diên diễn diện diệp diệt diều diễu diệu dinh dĩnh dính dịp dìu dịu do dò dó dọa doãn
doanh dọc dõi dòn dọn dong dòng dô dỗ dốc dồi dối dội dồn dông dốt dột dơ dở dỡ dời du dù dũ dụ dục
duệ dùi dung dùng dũng dụng duy duyên duyệt dư dữ dự dưa dứa dựa dưng dừng dựng dược dưới dương
dường dưỡng dượng dứt đa đà đả đã đá đạ đạc đai đài đãi đái đại đam đàm đảm đám đạm đan đàn đản đán
đạn đang đàng đảng đãng đáng đành đánh đao đào đảo đáo đạo đáp đạp đạt đau đay đày đáy đắc đặc đăm
đắm đắn đặn đăng đằng đẳng đắng đặng đắp đắt đặt đâm đầm đẫm đấm đậm đần đấng đập đất đâu đầu đẩu
đấu đậu đây đầy đẩy đấy đậy đe đè đẻ đem đen đèn đeo đèo đẽo đẹp đê đề để đế đệ đêm đếm đệm đền đến
đều đi đĩ đĩa địa đích địch điếc điềm điểm điếm điên điền điển điện điệp điêu điều điểu điếu điệu
đinh đình đỉnh đĩnh đính định đo đò đỏ đó đọ đóa đọa đoài đoái đoan đoàn đoản đoán đoạn đoạt đọc
đòi đói đòn đón đòng đóng đọng đô đồ đổ đỗ đố độ đốc độc đôi đồi đổi đối đội đôn đồn đốn độn đông
đồng đống động đốt đột đơ đờ đỡ đời đới đợi đơn đớn đợt đu đủ đua đùa đũa đúc đục đùi đun đùng đúng
đụng đuốc đuôi đuổi đuối đưa đứa đức đực đừng đứng đựng được đương đường đứt e em én eo ép ếch êm
ga gà gả gác gạch gai gài gái gan gán gang gàng ganh gánh gạo gạt gay gãy gáy gắn găng gắng gặp gắt
gặt gầm gấm gân gần gấp gập gật gấu gây gầy gậy ghe ghè ghẻ ghé ghen ghép ghét ghê ghế ghềnh ghi
ghim gì gia già giả giã giá giác giai giải giam giảm giám gian giàn giản giãn gián giang giàng
giảng giáng gianh giành giao giáo giáp giàu giày giặc giăng giằng giắt giặt giấc giận giật giấu
giây giầy giấy gieo giêng giềng giếng giết gìn giò giỏ gió giỏi giòn giọng giọt giỗ giông giồng
giống giơ giờ giới giục giuộc giúp giữ giữa giương giường gò gõ góa góc gói gọi gom gòn gọn góp gót
gồ gỗ gốc gối gội gồm gốm gộp gỡ gởi gợi gũi gửi gừng gương gượng ha hà há hạ hạc hạch hai hài hải
hãi hái hại ham hàm hãm hám hạm han hàn hãn hán hạn hang hàng hãng háng hạng hanh hành hạnh hao hào
hảo háo hát hạt hay hãy hắc hẳn hắn hăng hằng hâm hầm hân hấn hận hấp hầu hậu hè hé hẹ hẻm hèn hẹn
heo héo hẹp hét hề hễ hệ hến hết hi hí hiểm hiếm hiên hiền hiển hiến hiện hiếp hiệp hiểu hiếu hiệu
hinh hình hít hiu ho hò họ hoa hòa hỏa hóa họa hoạch hoài hoại hoan hoàn hoãn hoán hoạn hoang hoàng
hoảng hoành hoạt hoắc hoặc hoằng hóc học hòe hoen hỏi hói hom hòm hòn hong hòng hỏng họng họp hót
hô hồ hổ hỗ hố hộ hốc hôi hồi hối hội hôm hôn hồn hỗn hông hồng hổng hống hộp hốt hột hở hơi hỡi
hợi hơn hớn hợp hớt hũ hú huân huấn húc huế huệ hùm hun hung hùng huống hút hụt huy hủy huyên huyền
huyện huyết huyệt huynh huỳnh hư hứa hưng hứng hương hưởng hướng hươu hưu hữu hựu ích im in ít kẻ
kèm kẽm kém kèn kén keo kéo kẹo kép kẹp két kẹt kê kề kể kế kệ kênh kềnh kết kêu kha khả khá khác
khách khai khải khái kham khảm khám khan khản khán khang kháng khanh khánh khao khảo khát khay khắc
khăn khăng khẳng khắp khắt khâm khẩn khấn khất khâu khẩu khấu khe khẽ khen kheo khéo khép khét khê
khế khi khỉ khí khía khích khiêm khiếm khiên khiển khiến khiêng khiếp khiết khiêu khiếu khinh khít
kho khó khoa khóa khoác khoai khoái khoan khoản khoán khoảng khoáng khoanh khoảnh khóc khoe khỏe
khoét khỏi khói khom khóm khon khô khổ khố khốc khôi khối khôn khốn không khổng khống khờ khơi khởi
khớp khu khuẩn khuất khuấy khúc khuê khuếch khui khung khủng khuôn khuya khuyên khuyển khuyến
khuyết khuynh khử khứ khước khương ki kia kích kịch kiêm kiềm kiểm kiếm kiệm kiên kiền kiến kiện
kiêng kiểng kiếp kiết kiệt kiêu kiều kiểu kiệu kim kìm kín kinh kình kỉnh kính kíp kịp kỳ kỷ kỹ ký
kỵ la là lã lá lạ lác lạc lách lạch lai lài lãi lái lại lam làm lãm lạm lan làn lang làng lãng láng
lạng lanh lành lãnh lánh lạnh lao lào lão lạo lạp lát lạt lau lay lạy lắc lăm lắm lăn lằn lặn lăng
lắng lặng lắp lặp lâm lầm lẫm lân lần lẫn lấn lận lấp lập lật lâu lầu lậu lây lầy lẫy lấy le lẻ lẽ
lẹ lem lén leo lèo lẻo lê lề lễ lệ lệch lên lênh lệnh lều lì lìa lịch liêm liềm liên liền liễn liệt
liêu liều liễu liệu lịm linh lĩnh lính lít lo lò lọ loa loài loại loan loạn loang loãng loạt lọc
lòi lõi lọi lom lon long lòng lỏng lóng lót lọt lô lồ lỗ lố lộ lốc lộc lôi lồi lỗi lối lội lộn lông
lồng lộng lốp lột lơ lờ lở lỡ lợ lơi lời lới lợi lớn lợn lớp lợp lù lũ lua lúa lụa luân luận luật
lúc lục lui lùi lùm lùn lún lung lùng lủng lũng lúng luộc luôn luồn luồng luống lút lụt lũy luyến
luyện lư lừ lữ lự lừa lửa lứa lựa lực lưng lừng lửng lược lười lưỡi lưới lượm lương lường lưỡng
lượng lướt lượt lưu lựu ly lý lỵ ma mà mả mã má mạ mác mạc mạch mai mài mải mãi mái mại man màn mãn
mán mạn mang màng mảng mãng máng mạng manh mảnh mãnh mánh mạnh mao mào mạo mát mạt mau màu máu may
mày máy mắc mặc mắm mắn mặn măng mắng mắt mặt mâm mầm mẫm mân mần mẫn mận mập mất mật mâu mầu mẩu
mẫu mấu mậu mây mấy me mẻ mẽ mẹ men mèo méo mép mê mễ mềm mền mến mệnh mệt mi mì mỉ mí mị mỉa mía
miên miền miễn miến miện miếng miệng miệt miêu miếu mỉm mìn mịn minh mình mít mịt mo mò mỏ mõ mó
móc mọc moi mỏi mọi mòn món mong mòng mỏng móng mọng mô mồ mổ mỗ mố mộ mốc mộc môi mồi mỗi mối mồm
môn mông mồng mống mộng mốt một mơ mờ mở mỡ mời mới mu mù mũ mú mụ mua mùa múa múc mục mui mùi mũi
mùn mung mùng muỗi muối muôn muốn muộn muông muỗng muống mưa mức mực mừng mươi mười mướn mượn mương
mường mượt mứt mưu mỹ na nà nạ nạc nách nai nài nái nại nam nàn nản nạn nang nàng nanh nao nào não
náo nạo nạp nát nay này nảy năm nằm nắm nắn năng nẵng nắng nặng nắp nấm nậm nâng nấng nấp nâu nấu
nầy ne né ném nén neo nét nê nề nể nếm nên nền nện nếp nết nêu nếu nga ngà ngả ngã ngạc ngách ngạch
ngai ngài ngải ngãi ngái ngại ngan ngàn ngán ngạn ngang ngành ngao ngào ngạo ngay ngày ngăm ngắm
ngăn ngắn ngắt ngặt ngâm ngầm ngẫm ngấm ngậm ngân ngần ngẩn ngập ngất ngẫu ngây nghe nghè nghé
nghén nghèo nghẹt nghê nghề nghệ nghênh nghi nghỉ nghĩ nghị nghĩa nghịch nghiêm nghiễm nghiệm
nghiên nghiền nghiến nghiện nghiêng nghiệp nghiệt nghìn nghinh ngỏ ngõ ngó ngọ ngoài ngoái ngoại
ngoan ngoạn ngoảnh ngoặc ngoằn ngoặt ngọc ngoi ngòi ngói ngon ngón ngọn ngọt ngô ngộ ngốc ngôi ngồi
ngôn ngỗng ngột ngơ ngờ ngỡ ngơi ngời ngợi ngu ngủ ngũ ngụ ngục ngùi ngủi nguôi nguội nguồn nguy
ngụy nguyên nguyền nguyễn nguyện nguyệt ngư ngừ ngữ ngự ngừa ngửa ngựa ngực ngưng ngừng ngước ngược
ngươi người ngưỡng ngưu nha nhà nhả nhã nhá nhác nhạc nhai nhài nhái nhại nham nhàm nhảm nhám nhan
nhàn nhãn nhạn nhang nhàng nhanh nhành nhánh nhào nhão nhạo nhát nhạt nhau nhay nhảy nháy nhạy nhắc
nhăm nhằm nhắm nhăn nhẵn nhắn nhằng nhặt nhâm nhầm nhấm nhậm nhân nhẫn nhấn nhận nhấp nhập nhất
nhật nhầy nhè nhé nhẹ nhen nheo nhét nhện nhi nhì nhĩ nhí nhị nhiễm nhiệm nhiên nhiếp nhiệt nhiêu
nhiều nhiễu nhìn nhịn nhỉnh nhịp nho nhỏ nhọ nhòa nhóc nhọc nhòm nhóm nhon nhọn nhong nhô nhổ nhồi
nhộn nhốt nhờ nhở nhớ nhơn nhờn nhớt nhu nhủ nhũ nhuần nhuận nhục nhuệ nhún nhung nhũng nhúng nhuộm
nhút nhụy nhuyễn như nhừ nhử nhựa nhức nhưng những nhược nhường nhưỡng nhượng nhứt ni nỉ nia niêm
niềm niệm niên niệu nín ninh nịnh no nỏ nó nọ nóc nọc noi nòi nói non nón nòng nóng nô nổ nỗ nộ nôi
nồi nổi nỗi nối nội nôn nộn nông nồng nộp nốt nơ nở nợ nơi nới nụ nui núi nung nuôi nuốt núp nút nữ
nửa nữa nứa nực nước nương nướng nứt oai oan oán oanh óc oi ong óng ô ồ ổ ốc ôi ốm ôn ồn ổn ông ống
ở ơi ơn ớt pha phà phả phá phác phách phai phải phái pham phàm phạm phan phàn phản phán phạn phang
phảng phanh phao pháo pháp phát phạt phay phẳng phẩm phân phần phẫn phấn phận phất phật phẫu phẩy
phe phèn phép phê phế phết phễu phi phì phỉ phí phía phích phiếm phiên phiền phiến phiện phiệt
phiêu phiếu phim phím phinh phình pho phò phó phong phòng phỏng phóng phô phổ phố phôi phổi phối
phồn phông phồng phở phơi phu phù phủ phú phụ phúc phục phun phung phùng phụng phút phức phước
phương phường phượng pin pô qua quà quả quá quạ quách quai quái quan quản quán quang quàng quảng
quãng quáng quanh quạnh quát quạt quay quắc quằn quăng quặng quân quần quấn quận quất quật quầy
quấy que quen quét quê quế quên quốc quở quy quỳ quỷ quỹ quý quỵ quyên quyền quyển quyến quyện
quyết quyệt quỳnh quýt ra rà rã rạ rác rách rạch rai rải rãi rái rạn rang ràng rạng rành rảnh rãnh
rao rào rảo ráo rạo ráp rạp rau ray rắc rằm răn rắn răng rằng rặng râm rầm rậm rập rất râu rầu rầy
rẫy re rẻ rẽ rèm ren rèn rén reo rét rê rể rễ rên rết rệt rì rỉ rí ria rìa riêng rinh rình rìu ro
rò rõ roi rong ròng rót rồ rổ rộ rồi rỗi rối rốn rộn rồng rỗng rống rộng rốt rơ rỡ rợ rơi rời rơm
rớt ru rù rủ rũ rú rùa rủa rủi rụi rung rụng ruốc ruồi ruộng ruột rút rửa rực rừng rước rưỡi rương
rượu sa sà sá sách sạch sai sài sải sãi sái sam sám sàn sản sán sạn sang sàng sảng sáng sanh sành
sảnh sánh sao sào sảo sáo sáp sạp sát sau sáu say sảy sắc sặc sắm săn sẵn sắn sắp sắt sâm sầm sẫm
sấm sân sập sâu sầu sấu sẩy sấy sậy se sẻ sẽ sen sẹo sét si sỉ sĩ siêng siết siêu sinh sính so sò
sỏ sọ soa soái soán soạn soát sóc sọc soi sỏi sói son song sòng sóng sót sô sổ số sốc sôi sồi sông
sống sốt sơ sờ sở sớ sợ sợi sớm sơn su sù suất súc sục sùi sủi sum sun sụn sung sùng sủng súng suối
suôn suốt súp sụp sút sụt suy súy suyễn suýt sư sử sứ sự sửa sữa sứa sức sực sưng sừng sửng sững
sưởi sườn sương sướng sưu sửu ta tà tả tá tạ tác tạc tách tai tài tải tái tại tam tàm tám tạm tan
tàn tản tán tang tàng tảng táng tạng tanh tành tánh tao tào tảo táo tạo táp tạp tát tạt tàu tay tày
tắc tặc tăm tằm tắm tăng tằng tặng tắt tấc tâm tầm tẩm tấm tân tần tấn tận tâng tầng tấp tập tất
tật tâu tẩu tấu tây tẩy tẻ tem ten teo tép tê tề tể tễ tế tệ tên tết tha thà thả thá thác thạc
thách thạch thai thải thái tham thảm thám than thản thán thang tháng thanh thành thánh thạnh thao
thảo tháo thạo tháp thau thay thảy thắc thăm thắm thằn thăng thằng thẳng thắng thặng thắp thắt thâm
thầm thẩm thẫm thấm thậm thân thần thận thấp thập thất thật thâu thầu thấu thây thầy thấy the thẻ
thèm then thẹn theo thép thét thê thề thể thế thệ thêm thềm thếp thết thêu thi thì thí thị thia
thìa thích thiếc thiêm thiên thiền thiển thiến thiện thiêng thiếp thiệp thiết thiệt thiêu thiều
thiểu thiếu thiệu thím thìn thinh thình thỉnh thính thịnh thịt tho thò thỏ thọ thoa thỏa thoai
thoải thoái thoại thoan thoán thoang thoảng thoáng thoát thoạt thoắt thóc thọc thoi thòi thỏi thói
thon thong thô thổ thố thôi thổi thối thôn thốn thông thống thốt thơ thờ thở thớ thợ thời thới thơm
thớt thu thù thủ thú thụ thua thuần thuẫn thuấn thuận thuật thúc thục thuê thuế thui thum thun
thung thùng thủng thúng thuốc thuộc thuôn thuở thụt thùy thủy thúy thụy thuyên thuyền thuyết thư
thử thứ thự thưa thừa thửa thức thực thừng thước thương thường thưởng thượng tì tí tị tia tỉa tía
tích tịch tiếc tiệc tiêm tiềm tiếm tiệm tiên tiền tiễn tiến tiện tiếng tiếp tiệp tiết tiệt tiêu
tiều tiểu tiễu tiếu tim tìm tím tin tín tinh tình tỉnh tĩnh tính tịnh tít to tò tỏ tòa tỏa tọa toan
toàn toản toán toang toát tóc toi tòi tỏi tóm ton tòng tô tổ tố tộ tốc tộc tôi tồi tối tội tôm tôn
tồn tổn tốn tông tổng tống tốp tốt tột tơ tờ tớ tơi tới tởm tợn tra trà trả trá trạc trách trạch
trai trải trãi trái trại tràm trảm trám trạm tràn trán trang tràng trảng tráng trạng tranh tránh
trao trào tráo trát trau trắc trăm trăn trăng trắng trâm trầm trẫm trân trần trấn trận trật trâu
trầu trấu tre trẻ treo trèo tréo trễ trệ trên trệt trêu tri trì trĩ trí trị trích triền triển triết
triệt triều triệu trinh trình trịnh trìu tro trò trỏ tró trọ tróc trọc trói tròn trọn trong tròng
trọng trót trọt trổ trôi trồi trỗi trội trộm trốn trộn trông trồng trống trơ trở trớ trợ trời trơn
tru trù trú trụ truất trúc trục trui trụi trùm trung trùng trũng trúng truông trút truy trụy truyền
truyện trừ trữ trứ trưa trực trưng trừng trứng trước trườn trương trường trưởng trướng trượng trượt
trừu tu tù tủ tú tụ tua tủa tuân tuần tuẫn tuấn tuất túc tục tuế tuệ tui túi tung tùng túng tụng
tuổi tuôn tuồng tuột tụt tuy tùy tủy túy tuyên tuyền tuyển tuyến tuyết tuyệt tuýp tư từ tử tứ tự
tưa tựa tức tưng từng tước tươi tưới tương tường tưởng tướng tượng tửu tựu ty tỷ u ù ủ ụ uẩn uất úc
ủi um ung ủng úng uốn uông uống út uy ủy úy uyên uyển ư ừ ứ ưa ức ưng ứng ước ươm ưỡn ương ưởng ướp
ướt ưu va và vả vã vá vạ vác vách vạch vai vài vải vái vại van vàn vãn ván vạn vang vàng vãng váng
vanh vành vào vát vạt vay vảy váy vắc văn vằn vắn vặn văng vắng vắt vặt vân vần vẩn vẫn vấn vận
vâng vầng vấp vất vật vây vẩy vẫy vậy ve vè vẻ vẽ vé ven vén vẹn vét vẹt vê về vế vệ vênh vết vệt
vi vì vỉ vĩ ví vị vỉa vía việc viêm viên viền viễn viện viếng viết việt vinh vĩnh vịnh vít vịt vo
vò vỏ võ vó vóc vòi vòm von vón vong vòng võng vọng vọt vô vồ vỗ vôi vội vốn vồng vơ vờ vở vỡ vớ vợ
vơi vời với vớt vợt vu vũ vú vụ vua vui vùi vun vụn vung vùng vũng vụng vuông vuốt vút vừa vữa vựa
vực vừng vững vựng vươn vườn vượn vương vướng vượng vượt vứt xa xà xả xã xá xạ xác xách xài xám
xanh xao xào xảo xáo xát xay xảy xăng xâm xấp xâu xấu xây xe xẻ xé xem xen xén xẻng xéo xét xế xếp
xì xỉ xí xích xiếc xiêm xiên xiết xin xỉn xinh xít xỉu xo xóa xoài xoang xoay xoáy xoắn xóc xoi xói
xóm xong xoong xót xô xôi xối xông xốp xơ xới xu xù xua xuân xuất xúc xui xúi xung xuôi xuồng xuống
xúy xuyên xuyến xử xứ xưa xức xưng xứng xước xương xưởng xướng y ỷ ý yểm yếm yên yến yết yêu yểu
yếu
"""

_EVERYWHERE = """
và của là các có được cho trong không những một người với để này khi đã từ năm cũng nhà ra thể học
việc công tác hợp quốc tế viện chính trị cán bộ lãnh đạo quản lý đào tạo bồi dưỡng nghiên cứu khoa
nước đảng dân nhân kinh xã hội hoạt động phát triển hiện thực thông tin chương trình dự án kế hoạch
nội dung kết quả báo cáo đoàn đối ngoại quan hệ giữa hai bên vào ngày tháng tại theo về đến đi lại
làm như thế nào gì ai ở đó đây đâu sau trước trên dưới còn chỉ nên phải rất nhiều ít hơn nhất mới
cùng nếu thì mà vì do bởi hay hoặc nhưng tuy vẫn đều đang sẽ bị chưa lên xuống qua mỗi mọi cả tất
anh chị em ông bà con cô bác tôi ta họ mình nó ấy gái trai vợ chồng bạn thầy trò số thứ lần đầu
cuối giai đoạn thời gian giờ lúc nay kỳ giới khu vực vùng miền tỉnh thành phố huyện xây dựng tổ
chức cơ ban ngành đơn vị văn phòng trường đại sinh viên giảng giáo dục môn luận hóa nghệ thuật lịch
sử pháp luật quyền tự độc lập hòa bình hữu nghị biên bản ghi nhớ tham gia thăm gặp trao đổi nghiệm
thảo quyết định hướng ảnh hưởng ý kiến nghĩa tư tưởng mục tiêu đích yêu cầu nhiệm vụ giải vấn đề
điều kiện chất lượng hiệu nâng cao tăng cường mở rộng đẩy mạnh đảm bảo an ninh trung ương tổng bí
thư phó giám đốc chủ tịch tướng ủy nhằm góp phần vai bài toàn diện chiến lược tiếp tục khai thúc áp
ưu tiên ứng dụng khác nhau đồng cách mạng lớn nhỏ tốt xấu đúng cần muốn biết nói thấy nghe xem hỏi
tìm hành cải thủ máy tính điện tử sản xuất thương mại tài tiền tỷ triệu nghìn trăm mươi việt hà lào
thái hàn nhật mỹ đức nga úc ấn châu á âu phi
"""

FREQUENT = frozenset(_SYLLABLES.split())

MOST_FREQUENT = frozenset(_EVERYWHERE.split())
"""Those that stand on nearly every page: "không hề" rather than "khô nghề"."""
